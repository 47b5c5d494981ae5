"""A draft some of whose files are still being read: it is written, and sent, with them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from desktop.domain.written import Draft, StoredFile
from desktop.ui.conversation.card import as_html

_SHOWN = 40  # letters of a text in place of a subject

Order = Callable[[Draft], None]


@dataclass(slots=True, eq=False)
class Awaited:
    """As it was last written; `largest` as its channel takes. `order` is what is done with it when all is read.

    `names`: of the files that are still being read.
    """

    draft: Draft
    largest: int | None
    unread: int = 0
    order: Order | None = None
    has_failed: bool = False
    names: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its subject, or how it begins."""
        return self.draft.subject or self.draft.text.partition("\n")[0][:_SHOWN]


def with_file(draft: Draft, file: StoredFile) -> Draft:
    """One that nobody looks at: a picture for its text stands at the end of it."""
    draft = replace(draft, files=(*draft.files, file))
    if not file.content_id:
        return draft
    html = draft.html or as_html(draft.text)
    return replace(draft, html=f'{html}<p><img src="cid:{file.content_id}"></p>')
