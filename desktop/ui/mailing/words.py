"""A mailing's facts in the words of the screen. Pure functions."""

from desktop.domain.office.mailing import AddressStanding, Left, Mailing, MailingProgress, MailingState, Standing
from desktop.domain.text import tr


def badge_words(progress: MailingProgress) -> tuple[str, str]:
    """As `state_words`, where there is little room."""
    words, tone = state_words(progress)
    return (tr("To be looked at"), tone) if progress.mailing.state is MailingState.ASKED else (words, tone)


def state_words(progress: MailingProgress) -> tuple[str, str]:
    """How it stands, and the tone."""
    match progress.mailing.state:
        case MailingState.ASKED:
            return tr("Waits for a second pair of eyes"), "amber"
        case MailingState.DECLINED:
            return tr("Declined"), "red"
        case MailingState.RUNNING:
            return tr("Going out"), "accent"
        case MailingState.PAUSED:
            return tr("Paused"), "amber"
        case MailingState.STOPPED:
            return tr("Stopped"), "neutral"
        case MailingState.DONE:
            is_sent = progress.sent + progress.failed >= progress.written
            return (tr("Done"), "green") if is_sent else (tr("The last ones are being sent"), "accent")


def progress_words(progress: MailingProgress) -> str:
    if progress.mailing.state in (MailingState.ASKED, MailingState.DECLINED):
        parts = [tr("%n letters", progress.recipients)]
    else:
        parts = [tr("{sent} of {count} sent", sent=progress.sent, count=progress.recipients)]
    on_their_way = progress.written - progress.sent - progress.failed
    if on_their_way > 0:
        parts.append(tr("%n on their way", on_their_way))
    if progress.failed:
        parts.append(tr("%n not sent", progress.failed))
    if progress.left_out:
        parts.append(tr("%n left out", progress.left_out))
    return " · ".join(parts)


def decided_words(mailing: Mailing) -> str:
    """Who looked at it, and what they said; "" while nobody did."""
    if not mailing.decided_by:
        return ""
    said = f": {mailing.words}" if mailing.words else ""
    if mailing.state is MailingState.DECLINED:
        return tr("Declined by {name}", name=mailing.decided_by) + said
    return tr("Looked at and approved by {name}", name=mailing.decided_by) + said


def left_words(left: Left) -> str:
    return {
        Left.NO_ADDRESS: tr("no e-mail address"),
        Left.NO_NAME: tr("no name to put in"),
        Left.BAD_ADDRESS: tr("no right address"),
        Left.ROBOT: tr("nobody reads it"),
        Left.TWICE: tr("the same address twice"),
        Left.UNSUBSCRIBED: tr("unsubscribed"),
        Left.EXCLUDED: tr("excluded"),
        Left.FAILING: tr("letters came back"),
        Left.COMPLAINED: tr("complained"),
    }[left]


def standing_words(standing: AddressStanding) -> str:
    match standing.standing:
        case Standing.UNSUBSCRIBED:
            return tr("Unsubscribed by mail")
        case Standing.EXCLUDED:
            return tr("Excluded by {name}", name=standing.by)
        case Standing.FAILING:
            return tr("Letters came back: {words}", words=standing.words)
        case Standing.COMPLAINED:
            return tr("Complained about a letter")
