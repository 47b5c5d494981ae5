"""What an account of any written channel is set up with for the work that comes by it: when, and how soon."""

from desktop.domain.office.automatic import VARIABLES, AnswerKind
from desktop.domain.targets import ANSWER_HOURS
from desktop.domain.text import tr
from desktop.services.settings import Kind, Setting


def work_fields() -> tuple[Setting, ...]:
    group = tr("Service")
    return (
        Setting(
            key="queues",
            kind=Kind.TEXTS,
            default=(),
            label=tr("Queues of addresses"),
            group=group,
            help=tr("Lines such as sales@shop.example Sales, for what is not for the account's own queue."),
        ),
        Setting(
            key="answer_hours",
            kind=Kind.NUMBER,
            default=int(ANSWER_HOURS),
            label=tr("Answer within"),
            group=group,
            minimum=1,
            maximum=10_000,
            unit=tr("hours"),
        ),
        *_hours(group),
        Setting(
            key="work_since",
            kind=Kind.TEXT,
            default="",
            label=tr("Work begins on"),
            group=group,
            help=tr("A day, such as 2026-11-01: what was written earlier is history, and no work. Empty: all is work."),
        ),
        *_answers(tr("Automatic answers")),
    )


def _answers(group: str) -> tuple[Setting, ...]:
    places = ", ".join("{" + name + "}" for name in VARIABLES)
    return (
        Setting(
            key=AnswerKind.OUT_OF_HOURS,
            kind=Kind.PROSE,
            default="",
            label=tr("Outside business hours"),
            group=group,
            help=tr(
                "Sent once a day to who writes while nobody is there, never to robots or lists. Empty: none. "
                "A line “[pl]” begins the text in Polish. Filled in: {places}.",
                places=places,
            ),
        ),
        Setting(
            key=AnswerKind.CONFIRMATION,
            kind=Kind.PROSE,
            default="",
            label=tr("When a conversation begins"),
            group=group,
            help=tr("Confirms a first message, with the number of its case and by when it is answered. Empty: none."),
        ),
    )


def _hours(group: str) -> tuple[Setting, ...]:
    return (
        Setting(
            key="business_hours",
            kind=Kind.TEXTS,
            default=(),
            label=tr("Business hours"),
            group=group,
            help=tr("Lines such as mon-fri 9:00-17:00; only these count. Empty: day and night."),
        ),
        Setting(
            key="holidays",
            kind=Kind.TEXTS,
            default=(),
            label=tr("Holidays"),
            group=group,
            help=tr("Days that do not count: 2026-12-24, or 12-25 for each year."),
        ),
        Setting(
            key="time_zone",
            kind=Kind.TEXT,
            default="",
            label=tr("Time zone"),
            group=group,
            help=tr("Of these hours, such as Europe/Warsaw. Empty: that of the machine that receives."),
        ),
    )
