"""What an e-mail account is set up with for writing: how it signs, and what helps an answer to find its case."""

from desktop.channels.email.writing.compose import SIZE_LIMIT_MB
from desktop.channels.email.writing.languages import languages
from desktop.channels.email.writing.marks import UNSUBSCRIBE_URL
from desktop.domain.text import tr
from desktop.services.settings import Choice, Kind, Setting


def writing_fields() -> tuple[Setting, ...]:
    group = tr("Writing")
    return (
        Setting(
            key="sender_name",
            kind=Kind.TEXT,
            default="",
            label=tr("Name of the sender"),
            group=group,
            help=tr("What customers see it is from. Empty: the account's name."),
        ),
        Setting(
            key="signature",
            kind=Kind.TEXTS,
            default=(),
            label=tr("Signature"),
            group=group,
            help=tr("Stands below each mail. A line “[pl]” begins the one in Polish, “[Sales]” that of a queue."),
        ),
        Setting(
            key="language",
            kind=Kind.CHOICE,
            default="",
            label=tr("Language around quotes"),
            group=group,
            choices=(Choice(value="", label=tr("That of the mail answered")), *_languages()),
        ),
        Setting(
            key="size_limit_mb",
            kind=Kind.NUMBER,
            default=SIZE_LIMIT_MB,
            label=tr("Largest mail"),
            group=group,
            help=tr("What the mail server takes; a larger one is not tried."),
            minimum=1,
            maximum=1_000,
            unit="MB",
        ),
        _unsubscribing(group),
        *_case_fields(tr("Cases")),
    )


def _unsubscribing(group: str) -> Setting:
    return Setting(
        key=UNSUBSCRIBE_URL,
        kind=Kind.TEXT,
        default="",
        label=tr("Page to unsubscribe from mailings"),
        group=group,
        help=tr(
            "Such as https://shop.example/off/{token}. Empty: by mail to the account alone, which Parley reads.",
            token="{token}",
        ),
    )


def _languages() -> tuple[Choice, ...]:
    return tuple(Choice(value=code, label=name) for code, name in languages())


def _case_fields(group: str) -> tuple[Setting, ...]:
    choices = (Choice(value="", label=tr("No")), Choice(value="yes", label=tr("Yes")))
    return (
        Setting(
            key="subject_tags",
            kind=Kind.CHOICE,
            default="",
            label=tr("Case number in the subject"),
            group=group,
            help=tr("As in “[#3312]”: an answer finds its case by it, too."),
            choices=choices,
        ),
        Setting(
            key="plus_addresses",
            kind=Kind.CHOICE,
            default="",
            label=tr("Answers to an address of the case"),
            group=group,
            help=tr("As in support+c3312.…@…: the mail server must deliver what has a + to the account."),
            choices=choices,
        ),
    )
