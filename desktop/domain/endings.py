"""Why a call ended, in a sentence that is kept: it is read by colleagues too, to whom "you" would be somebody else."""

from typing import assert_never

from desktop.domain.call import CallEnd
from desktop.domain.text import tr


def describe_end(end: CallEnd | None, reason: str = "") -> str:
    """`reason` is the other side's own words; they are quoted where ours say nothing certain."""
    if end is None:
        return ""
    return _certain(end) or _uncertain(end, reason)


def _certain(end: CallEnd) -> str:  # noqa: C901  a table
    match end:
        case CallEnd.HUNG_UP_HERE:
            return tr("Hung up here.")
        case CallEnd.HUNG_UP_THERE:
            return tr("The other side hung up.")
        case CallEnd.DECLINED_HERE:
            return tr("Declined here.")
        case CallEnd.DECLINED_THERE:
            return tr("The other side declined the call.")
        case CallEnd.GAVE_UP:
            return tr("The caller gave up before an answer.")
        case CallEnd.CANCELLED_HERE:
            return tr("Ended here before an answer.")
        case CallEnd.ANSWERED_ELSEWHERE:
            return tr("A colleague or another phone answered.")
        case CallEnd.BUSY:
            return tr("The line is busy.")
        case CallEnd.NO_ANSWER:
            return tr("Nobody answered.")
        case CallEnd.UNKNOWN_NUMBER:
            return tr("The exchange does not know this number.")
        case CallEnd.NO_COMMON_CODEC:
            return tr("The two phones have no sound format in common.")
        case CallEnd.NOT_ENCRYPTED:
            return tr("No encrypted sound could be agreed on, which your phone account demands.")
        case CallEnd.INTERRUPTED:
            return tr("The call was cut off by a fault on this side.")
        case CallEnd.KEPT_AWAY:
            return tr("No calls were taken here then.")
        case CallEnd.UNREACHABLE | CallEnd.REFUSED | CallEnd.FAILED:
            return ""
        case _:
            assert_never(end)


def _uncertain(end: CallEnd, reason: str) -> str:
    words = {
        CallEnd.UNREACHABLE: tr("The other side could not be reached"),
        CallEnd.REFUSED: tr("The exchange refused the call"),
    }.get(end, tr("The call failed"))
    return tr("{words}: {reason}.", words=words, reason=reason.rstrip(".")) if reason else f"{words}."
