"""Ready texts from rows: a row for each wording; those of one title stand together, or come one after another."""

from dataclasses import replace

from sqlalchemy import Connection

from desktop.domain.channel import Channel
from desktop.domain.office.texts import ReadyText, TextKind, Wording
from desktop.domain.text import tr
from desktop.store.office import texts
from desktop.store.transfer.items import Cells, Item, Outcome
from desktop.store.transfer.texts.markup import is_markup, read_markup
from desktop.store.transfer.texts.places import in_our_words
from desktop.store.transfer.values import one_of

_Key = tuple[TextKind, str]


class TextImport:
    """A text is known by its kind and its title. Wordings in languages that the file does not have stay."""

    def key(self, cells: Cells) -> str:
        return f"{cells.get('kind', '')}\n{cells['title']}" if "title" in cells else ""

    def parse(self, group: list[Cells]) -> ReadyText:
        wordings = {one.language.casefold(): one for one in map(_wording, group)}
        if len(wordings) < len(group):
            raise ValueError(tr("two rows of this title are in the same language"))
        cells = {name: cell for one in reversed(group) for name, cell in one.items()}  # the first that says it
        if "title" not in cells:
            raise ValueError(tr("there is no {field}", field="title"))
        return ReadyText(
            title=cells["title"],
            kind=one_of(cells["kind"], TextKind) if "kind" in cells else TextKind.REPLY,
            shortcut=cells.get("shortcut", "").lstrip("/"),
            wordings=tuple(wordings.values()),
            queues=_parts(cells.get("queues", "")),
            channels=tuple(one_of(name, Channel) for name in _parts(cells.get("channels", ""))),
        )

    def plan(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        return [outcome for outcome, _ in _decided(tx, items)]

    def write(self, tx: Connection, items: list[Item]) -> list[Outcome]:
        decided = _decided(tx, items)
        last = {(ready.kind, ready.title): ready for outcome, ready in decided if outcome != "unchanged"}
        for ready in last.values():
            texts.save(tx, ready)
        return [outcome for outcome, _ in decided]


def _wording(cells: Cells) -> Wording:
    said, markup = cells.get("text", ""), cells.get("html", "")
    if not markup and is_markup(said):
        said, markup = "", said
    read, html = read_markup(markup) if markup else ("", "")
    text = in_our_words(said or read)
    if not text:
        raise ValueError(tr("there is no {field}", field="text"))
    return Wording(text=text, html=in_our_words(html), language=cells.get("language", "").replace("_", "-"))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.replace(";", ",").split(",") if part.strip()))


def _decided(tx: Connection, items: list[Item]) -> list[tuple[Outcome, ReadyText]]:
    wanted: list[ReadyText] = [item.value for item in items]
    there: dict[_Key, ReadyText] = {
        (one.kind, one.title): one for one in texts.titled(tx, [one.title for one in wanted])
    }
    decided: list[tuple[Outcome, ReadyText]] = []
    for one in wanted:
        before = there.get((one.kind, one.title))
        after = one if before is None else _joined(before, one)
        outcome: Outcome = "created" if before is None else "unchanged" if after == before else "changed"
        there[(one.kind, one.title)] = after
        decided.append((outcome, after))
    return decided


def _joined(before: ReadyText, given: ReadyText) -> ReadyText:
    wordings = {one.language.casefold(): one for one in (*before.wordings, *given.wordings)}
    return replace(
        before,
        shortcut=given.shortcut or before.shortcut,
        wordings=tuple(wordings.values()),
        queues=given.queues or before.queues,
        channels=given.channels or before.channels,
    )
