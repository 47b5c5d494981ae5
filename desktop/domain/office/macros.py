"""Macros: several things done to a conversation at once, in order, each said in words before."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.work import WorkRow


class StepKind(StrEnum):
    TEXT = "text"  # the id of a ready text, put into the answer
    NOTE = "note"  # for colleagues
    PRIORITY = "priority"
    TAG = "tag"  # the customer's, from now on
    WORK_TAG = "work_tag"  # what this conversation is filed under
    QUEUE = "queue"
    SNOOZE = "snooze"  # hours
    CLOSE = "close"  # the code of a disposition, "" without a result


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    kind: StepKind
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """Without queues it fits all of them."""

    title: str
    steps: tuple[Step, ...] = ()
    queues: tuple[str, ...] = ()
    id: int | None = None

    def fits(self, queue: str) -> bool:
        return not self.queues or queue.casefold() in (name.casefold() for name in self.queues)


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroRun:
    """What was before a macro ran and `after` it (None: closed), for taking it back; the tags that customer and
    conversation got by it."""

    before: WorkRow
    after: WorkRow | None
    tags: tuple[str, ...] = ()
    work_tags: tuple[str, ...] = ()
