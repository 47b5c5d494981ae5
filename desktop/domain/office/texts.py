"""Texts that are ready: replies put in while one writes or read aloud in a call, and what an answer begins with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from desktop.domain.channel import Channel
from desktop.domain.folding import fold


class TextKind(StrEnum):
    REPLY = "reply"
    TEMPLATE = "template"  # every new answer of its queue begins with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text in one language (BCP 47; "" for any). `html` is the composer's own, `text` the same without emphasis."""

    text: str
    html: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Wording):
    """Of a mailing, which has a subject in each language, too."""

    subject: str = ""


Said = TypeVar("Said", bound=Wording)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyText:
    """`shortcut` is what is typed after the slash. Without queues or channels it fits all of them."""

    title: str
    kind: TextKind = TextKind.REPLY
    shortcut: str = ""
    wordings: tuple[Wording, ...] = ()
    queues: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    id: int | None = None

    def fits(self, queue: str, channel: Channel) -> bool:
        is_there = not self.queues or queue.casefold() in (name.casefold() for name in self.queues)
        return is_there and (not self.channels or channel in self.channels)

    def wording(self, languages: Sequence[str]) -> Wording:
        """In the first of these languages there is, the most wanted first; else for any language, else its first."""
        for wanted in languages:
            found = in_language(self.wordings, wanted)
            if found is not None:
                return found
        return in_language(self.wordings, "") or next(iter(self.wordings), Wording(text=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsRead:
    """What became of a file of texts, or would. `remarks` are about single lines, the first hundred; all that were not
    taken are in the file `rejects`, ready to be mended.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    remarks: tuple[str, ...] = ()
    rejects: str = ""

    @property
    def taken(self) -> int:
        return self.created + self.changed


def in_language(wordings: Sequence[Said], wanted: str) -> Said | None:
    """`pt-BR` itself, else `pt`, else another of Portuguese."""
    exact = (one for one in wordings if one.language.casefold() == wanted.casefold())
    plain = (one for one in wordings if wanted and one.language.casefold() == _base(wanted))
    alike = (one for one in wordings if wanted and _base(one.language) == _base(wanted))
    return next(exact, None) or next(plain, None) or next(alike, None)


def _base(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].casefold()


def template_for(texts: Iterable[ReadyText], queue: str, channel: Channel) -> ReadyText | None:
    """The queue's own before one for all of them."""
    fitting = [one for one in texts if one.kind is TextKind.TEMPLATE and one.fits(queue, channel)]
    return next((one for one in fitting if one.queues), None) or next(iter(fitting), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedText:
    """A text with its words folded once, for a list that narrows at each key."""

    ready: ReadyText
    shortcut: str
    title: str
    words: str


def indexed(ready: ReadyText) -> IndexedText:
    said = " ".join(one.text for one in ready.wordings)
    return IndexedText(
        ready=ready,
        shortcut=fold(ready.shortcut),
        title=f" {fold(ready.title)}",
        words=f" {fold(ready.shortcut)} {fold(ready.title)} {fold(said)}",
    )


def found(texts: Iterable[IndexedText], typed: str, limit: int) -> list[ReadyText]:
    """Those in which each word of `typed` begins a word: the very shortcut first, then what begins so, then titles."""
    words = fold(typed).split()
    wanted = " ".join(words)
    ranked: list[list[ReadyText]] = [[], [], [], []]
    for one in texts:
        if not wanted or one.shortcut == wanted:
            ranked[0].append(one.ready)
        elif one.shortcut.startswith(wanted):
            ranked[1].append(one.ready)
        elif all(f" {word}" in one.title for word in words):
            ranked[2].append(one.ready)
        elif all(f" {word}" in one.words for word in words):
            ranked[3].append(one.ready)
    return [ready for rank in ranked for ready in rank][:limit]
