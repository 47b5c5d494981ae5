"""The declaration of every setting; the settings window and docs/settings.md follow it."""

from typing import Any

from desktop.domain.text import tr
from desktop.services.settings import Choice, Kind, Setting, SettingGroup, SettingValue


def declared_settings() -> tuple[SettingGroup, ...]:
    """Built when asked, so that the labels are in the user's language."""
    return (
        SettingGroup(key="account", label=tr("Account"), settings=_account()),
        SettingGroup(key="sound", label=tr("Sound"), settings=_sound()),
        SettingGroup(key="calls", label=tr("Calls"), settings=_calls()),
        SettingGroup(key="wrap_up", label=tr("Wrap-up"), settings=_wrap_up()),
        SettingGroup(key="messages", label=tr("Messages"), settings=_messages()),
        SettingGroup(key="appearance", label=tr("Appearance"), settings=_appearance()),
        SettingGroup(key="keys", label=tr("Keys"), settings=_keys()),
        SettingGroup(key="agent", label=tr("You"), settings=_agent()),
        SettingGroup(key="store", label=tr("Store"), settings=_store()),
        SettingGroup(key="privacy", label=tr("Privacy"), settings=_privacy()),
    )


def _setting(key: str, kind: Kind, default: SettingValue, label: str, **more: Any) -> Setting:
    return Setting(key=key, kind=kind, default=default, label=label, group=key.split(".", 1)[0], **more)


def _choices(**labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label) for value, label in labels.items())


def _account() -> tuple[Setting, ...]:
    return (
        _setting(
            "account.servers",
            Kind.TEXTS,
            (),
            tr("Servers"),
            help=tr("Host or host:port of the exchange, the one to prefer first. A bare host is looked up by SRV."),
        ),
        _setting("account.user", Kind.TEXT, "", tr("User"), help=tr("Your extension or SIP user name.")),
        _setting(
            "account.auth_user",
            Kind.TEXT,
            "",
            tr("User for log-in"),
            help=tr("Only if the exchange asks for another name with the password."),
        ),
        _setting(
            "account.domain", Kind.TEXT, "", tr("SIP domain"), help=tr("Only if it is not the first server's name.")
        ),
        _setting("account.display_name", Kind.TEXT, "", tr("Name shown to those you call")),
        *_account_security(),
        *_account_details(),
    )


def _account_security() -> tuple[Setting, ...]:
    return (
        _setting(
            "account.transport",
            Kind.CHOICE,
            "udp",
            tr("Transport"),
            choices=_choices(udp=tr("UDP"), tcp=tr("TCP"), tls=tr("TLS, encrypted")),
        ),
        _setting(
            "account.media_security",
            Kind.CHOICE,
            "off",
            tr("Encrypted sound"),
            choices=_choices(
                off=tr("Off"), optional=tr("If the exchange can"), required=tr("Required, or the call fails")
            ),
            help=tr("SRTP to the exchange. Needs TLS as transport."),
        ),
        _setting(
            "account.extra_ca_file",
            Kind.FILE,
            "",
            tr("Additional authority"),
            help=tr("A PEM file trusted for TLS besides the system's own certificates."),
        ),
    )


def _account_details() -> tuple[Setting, ...]:
    return (
        _setting(
            "account.registers",
            Kind.SWITCH,
            True,
            tr("Register with the server"),
            help=tr("Off: calls are taken from exactly the one server above, without registration."),
        ),
        _setting(
            "account.expires_seconds",
            Kind.NUMBER,
            120,
            tr("Refresh the registration every"),
            minimum=30,
            maximum=3600,
            unit=tr("s"),
        ),
        _setting(
            "account.local_port",
            Kind.NUMBER,
            0,
            tr("Own port"),
            maximum=65535,
            help=tr("0: any free one. An account without registration needs one that the other side knows."),
        ),
        _setting(
            "account.trusts_identity",
            Kind.SWITCH,
            True,
            tr("Believe the server's caller identity"),
            help=tr("P-Asserted-Identity goes before the caller's own From."),
        ),
        _setting(
            "account.screen_pop_headers",
            Kind.TEXTS,
            (),
            tr("Screen-pop headers"),
            help=tr("X- headers of the INVITE that carry a customer number or a queue."),
        ),
        _setting(
            "account.queue_header",
            Kind.TEXT,
            "X-Queue",
            tr("Header with the queue's name"),
            help=tr("Is kept with the interaction and shown while it rings."),
        ),
    )


def _sound() -> tuple[Setting, ...]:
    default = tr("Until you choose one, what the system uses.")
    return (
        _setting("sound.microphone", Kind.MICROPHONE, "", tr("Microphone"), help=default),
        _setting("sound.speaker", Kind.SPEAKER, "", tr("Speaker"), help=default),
        _setting("sound.ringer", Kind.RINGER, "", tr("Ringer"), help=default),
    )


def _calls() -> tuple[Setting, ...]:
    away = _choices(busy=tr("Busy: the exchange tries the next agent"), silent=tr("Silent: rings nowhere here"))
    return (
        _setting(
            "calls.region",
            Kind.TEXT,
            "GB",
            tr("Default country"),
            help=tr("Two letters (ISO 3166). Numbers typed or received without + are read as of this country."),
            needs_restart=True,
        ),
        _setting(
            "calls.dial_rules",
            Kind.TEXTS,
            (),
            tr("Dial rules"),
            help=tr("One a line, the longest fitting start counts: “+44 > 0” dials +44 20… as 020…"),
        ),
        _setting("calls.while_not_ready", Kind.CHOICE, "busy", tr("Calls while not ready"), choices=away),
        _setting(
            "calls.while_working",
            Kind.CHOICE,
            "busy",
            tr("Further calls during a call"),
            choices=(*away, Choice(value="ring", label=tr("Ring: call waiting"))),
        ),
        _setting(
            "calls.missed_makes_not_ready",
            Kind.SWITCH,
            True,
            tr("Not ready after a missed call"),
            help=tr("So that the next customer is not sent to an empty chair."),
        ),
        _setting(
            "calls.missed_after_seconds",
            Kind.NUMBER,
            15,
            tr("A call counts as missed after"),
            maximum=300,
            unit=tr("s"),
            help=tr("Of ringing. A caller who hangs up sooner gave up."),
        ),
        _setting(
            "calls.guard",
            Kind.SWITCH,
            True,
            tr("Guard against hanging up by mistake"),
            help=tr("Hanging up is ignored in the first 1.5 seconds of a call."),
        ),
    )


def _wrap_up() -> tuple[Setting, ...]:
    return (
        _setting(
            "wrap_up.mode",
            Kind.CHOICE,
            "timed",
            tr("After a call"),
            choices=_choices(
                timed=tr("Wrap-up with a countdown"), open=tr("Wrap-up until you finish"), none=tr("No wrap-up")
            ),
        ),
        _setting("wrap_up.seconds", Kind.NUMBER, 30, tr("Countdown"), minimum=1, maximum=900, unit=tr("s")),
        _setting(
            "wrap_up.required",
            Kind.SWITCH,
            False,
            tr("A disposition is required"),
            help=tr("Wrap-up cannot be finished by hand before one is chosen."),
        ),
        _setting(
            "wrap_up.default_disposition",
            Kind.OFFERED,
            "",
            tr("Disposition when time runs out"),
            help=tr("If none was chosen by then."),
            choices=(Choice(value="", label=tr("None")),),
        ),
    )


def _appearance() -> tuple[Setting, ...]:
    return (
        _setting(
            "appearance.theme",
            Kind.CHOICE,
            "system",
            tr("Theme"),
            choices=_choices(system=tr("As the system"), light=tr("Light"), dark=tr("Dark")),
        ),
        _setting(
            "appearance.scale",
            Kind.NUMBER,
            100,
            tr("Size"),
            minimum=75,
            maximum=300,
            unit="%",
            needs_restart=True,
        ),
    )


def _keys() -> tuple[Setting, ...]:
    return (
        _setting(
            "keys.changes",
            Kind.TEXTS,
            (),
            tr("Keys of your own"),
            help=tr("One a line, as in “hold = Ctrl+H”. F1 lists every key, and changes them one by one."),
        ),
    )


def _messages() -> tuple[Setting, ...]:
    return (
        _setting(
            "messages.undo_seconds",
            Kind.NUMBER,
            10,
            tr("Take back a sent message within"),
            minimum=0,
            maximum=120,
            unit=tr("s"),
            help=tr("It leaves when this time is over, not before."),
        ),
    )


def _agent() -> tuple[Setting, ...]:
    return (
        _setting(
            "agent.name",
            Kind.TEXT,
            "",
            tr("Your name"),
            help=tr("As colleagues see it in the history. Empty: your log-in name."),
            needs_restart=True,
        ),
        _setting(
            "agent.queues",
            Kind.TEXTS,
            (),
            tr("Your queues"),
            help=tr("Their written work is your team's. Empty: every queue."),
        ),
    )


def _store() -> tuple[Setting, ...]:
    return (
        _setting(
            "store.url",
            Kind.TEXT,
            "",
            tr("Team database"),
            help=tr("postgresql://host/name. Empty: a file of your own on this computer."),
            needs_restart=True,
        ),
    )


def _privacy() -> tuple[Setting, ...]:
    return (
        _setting(
            "privacy.detailed_log",
            Kind.SWITCH,
            False,
            tr("Detailed log"),
            help=tr("For support. Numbers are masked, what is said and written is never logged."),
        ),
    )
