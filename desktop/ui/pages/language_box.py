"""A customer's language, chosen by its name and kept as its code."""

from desktop.domain.text import tr
from desktop.ui.pages.setting_editors import Combo
from desktop.ui.words import language_name

# the official ones of Europe, and those most spoken elsewhere
_CODES = (  # noqa: SIM905
    "ar bg bn ca cs cy da de el en eo es et eu fa fi fr ga gl he hi hr hu id is it ja ko lb lt lv mk ms mt nb nl pa pl"
    " pt pt-BR ro ru sk sl sq sr sv sw ta te th tr uk ur vi zh zh-TW"
).split()


class LanguageBox(Combo):
    """A code that is not on the list is shown as it is, and kept."""

    def __init__(self) -> None:
        super().__init__()
        self.addItem(tr("Not known"), "")
        names = {code: language_name(code) for code in _CODES}
        for code in sorted(names, key=lambda code: names[code].casefold()):
            alike = [other for other in _CODES if names[other] == names[code]]
            self.addItem(f"{names[code]} ({code})" if len(alike) > 1 else names[code], code)

    @property
    def code(self) -> str:
        return str(self.currentData() or "")

    def show_language(self, code: str) -> None:
        place = self.findData(code)
        if place < 0:
            self.addItem(f"{language_name(code)} ({code})", code)
            place = self.count() - 1
        self.setCurrentIndex(place)
