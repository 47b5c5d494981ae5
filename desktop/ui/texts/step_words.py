"""What a macro will do, in words."""

from collections.abc import Sequence

from desktop.domain.interaction import Disposition
from desktop.domain.office.macros import Step, StepKind
from desktop.domain.office.texts import ReadyText
from desktop.domain.text import tr
from desktop.domain.work import Priority
from desktop.ui.conversation.words import priority_words


def step_words(
    step: Step, texts: Sequence[ReadyText], dispositions: Sequence[Disposition], *, needs_result: bool
) -> str:
    """A whole sentence."""
    match step.kind:
        case StepKind.TEXT:
            return _text_words(next((one.title for one in texts if str(one.id) == step.value), ""))
        case StepKind.NOTE:
            return tr("Colleagues read the note “{text}”; undo leaves it there.", text=step.value)
        case StepKind.PRIORITY:
            return tr("Its priority becomes “{priority}”.", priority=priority_words(Priority(int(step.value))))
        case StepKind.TAG | StepKind.WORK_TAG:
            return _tag_words(step)
        case StepKind.QUEUE:
            return tr("It goes to the queue {queue}, and nobody has it.", queue=step.value)
        case StepKind.SNOOZE:
            return tr("It is out of the way for %n hours.", round(float(step.value)))
        case StepKind.CLOSE:
            label = next((one.label for one in dispositions if one.code == step.value), "")
            return _end_words(label, needs_result=needs_result)


def _text_words(title: str) -> str:
    if not title:
        return tr("A text that is not there any more is left out.")
    return tr("“{title}” is put into the answer; it is not sent.", title=title)


def _tag_words(step: Step) -> str:
    if step.kind is StepKind.TAG:
        return tr("The customer gets the tag “{tag}”.", tag=step.value)
    return tr("The conversation gets the tag “{tag}”.", tag=step.value)


def _end_words(label: str, *, needs_result: bool) -> str:
    if needs_result and not label:
        return tr("It stays open: how it ended has to be chosen.")
    return tr("It is closed: {result}.", result=label) if label else tr("It is closed without a result.")


def kind_words(kind: StepKind) -> str:
    return {
        StepKind.TEXT: tr("Put in a text"),
        StepKind.NOTE: tr("Write a note"),
        StepKind.PRIORITY: tr("Set the priority"),
        StepKind.TAG: tr("Tag the customer"),
        StepKind.WORK_TAG: tr("Tag the conversation"),
        StepKind.QUEUE: tr("Give to a queue"),
        StepKind.SNOOZE: tr("Leave it for hours"),
        StepKind.CLOSE: tr("Close it"),
    }[kind]
