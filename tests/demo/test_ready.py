"""The demo's ready texts: in four languages, and each macro finds what it names."""

from pathlib import Path

from desktop.demo.ready import add_texts
from desktop.domain.office.macros import StepKind
from desktop.domain.office.texts import TextKind
from desktop.domain.office.variables import HERE, filled
from desktop.numbering import PhoneNumbering
from desktop.store import open_store


def test_every_text_is_there_in_the_shops_four_languages(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store.db", PhoneNumbering("PL"))
    add_texts(store)
    texts, macros = store.texts(), store.macros()
    store.close()
    assert {one.language for text in texts for one in text.wordings} == {"en", "pl", "de", "zh-CN"}
    assert all(len(text.wordings) == 4 for text in texts)
    assert any(text.kind is TextKind.TEMPLATE for text in texts)
    left = [filled(one.text, _Everything()).replace(HERE, "") for text in texts for one in text.wordings]
    assert not any("{" in text for text in left)  # no variable is misspelt
    ids = {str(text.id) for text in texts}
    assert macros
    assert all(step.value in ids for one in macros for step in one.steps if step.kind is StepKind.TEXT)


class _Everything(dict[str, str]):
    """A value for each variable there is."""

    def get(self, key: str, default: str | None = None) -> str:  # type: ignore[override]  # narrower on purpose
        return "x"
