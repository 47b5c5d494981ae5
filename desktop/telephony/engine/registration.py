"""The account in use: the way through the edge, registering, refreshing, leaving, each state in words.

PJSIP refreshes by itself; retries are ours, because PJSIP's wait five minutes. A refused password is not tried
again: exchanges lock accounts for that.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import ConfigurationError
from desktop.domain.phone import Account, MediaSecurity, Registration, RegistrationState, Transport
from desktop.domain.text import tr
from desktop.telephony.engine.calls import Calls, UsedLine
from desktop.telephony.engine.edge.edge import Edge
from desktop.telephony.engine.edge.security import SecurityNotices
from desktop.telephony.engine.edge.sip.syntax import BadSyntax, read_sip_uri
from desktop.telephony.engine.edge.transports.servers import read_server
from desktop.telephony.engine.edge.values import EdgeConfig, TransportPhase, TransportState
from desktop.telephony.engine.hardening import LOOPBACK, MAX_CALLS
from desktop.telephony.engine.line import Line, RegistrationAnswer, refresh_lead_seconds
from desktop.telephony.engine.stack import Stack, StackError

logger = logging.getLogger(__name__)

FIRST_RETRY_SECONDS = 0.7
LAST_RETRY_SECONDS = 30.0
PATIENCE_SECONDS = 4.0
LEAVE_SECONDS = 1.5
_LOOK_MILLISECONDS = 20
_REFUSALS = frozenset({401, 402, 403, 404, 405, 406, 407, 410, 416, 604})


class Registrar(QObject):
    """One account at a time. `edge` is opened and closed here and nowhere else."""

    changed = Signal(object)  # Registration

    def __init__(self, stack: Stack, edge: Edge, calls: Calls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stack = stack
        self._edge = edge
        self._calls = calls
        self._account: Account | None = None
        self._line: Line | None = None
        self._generation = 0
        self._failures = 0
        self._registration = Registration(state=RegistrationState.NONE, text=tr("No phone account"))
        self._retry = self._timer(self._register)
        self._patience = self._timer(self._lose_patience)
        self._leaving = QTimer(self, interval=_LOOK_MILLISECONDS)
        self._leaving.timeout.connect(self._look_if_gone)
        self._leave_looks = 0
        self._then: Callable[[], None] | None = None
        self._notices = SecurityNotices(self)
        self._notices.noticed.connect(edge.security_event)
        edge.transport_changed.connect(self._on_transport_changed)
        edge.phone_approached.connect(self._on_phone_approached)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(slot)
        return timer

    @property
    def registration(self) -> Registration:
        return self._registration

    def use(self, account: Account) -> None:
        """Register with `account`; the one that is in use already is left alone, unless it has failed.

        What only says how a caller is read changes nothing at the exchange: its calls go on.
        """
        failed = (RegistrationState.REFUSED, RegistrationState.MISCONFIGURED)
        is_usable = not self._leaving.isActive() and self._registration.state not in failed
        if is_usable and self._line and self._account and account == _read_as(self._account, account):
            self._account = account
            self._calls.use_line(UsedLine(line=self._line, account=account, domain=usable_domain(account)))
            self.changed.emit(self._registration)
            return
        self.leave(lambda: self._open(account))

    def leave(self, then: Callable[[], None]) -> None:
        """End the calls, unregister, close the edge; `then` within `LEAVE_SECONDS`."""
        self._then = then
        if self._leaving.isActive():
            return
        self._retry.stop()
        self._patience.stop()
        self._calls.interrupt_all()
        self._leave_looks = int(LEAVE_SECONDS * 1000 / _LOOK_MILLISECONDS)
        has_registered = self._account is not None and self._account.registers
        if self._line is not None and has_registered and self._registration.state is RegistrationState.REGISTERED:
            self._change(RegistrationState.UNREGISTERING, tr("Signing off"))
            try:
                self._line.unregister()
            except StackError as error:
                logger.info("could not unregister: %s", error.text)
        self._leaving.start()
        self._look_if_gone()

    def _look_if_gone(self) -> None:
        self._leave_looks -= 1
        is_busy = self._registration.state is RegistrationState.UNREGISTERING or not self._calls.is_empty
        if is_busy and self._leave_looks > 0:
            return
        self._leaving.stop()
        self._close()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _close(self) -> None:
        self._calls.use_line(None)
        if self._line is not None:
            self._line.close()
        self._line = None
        self._account = None
        self._generation = 0
        self._edge.close()
        self._notices.stop()
        self._registration = Registration(state=RegistrationState.NONE, text=tr("No phone account"))
        self.changed.emit(self._registration)

    def _open(self, account: Account) -> None:
        self._account = account
        self._failures = 0
        server = account.servers[0] if account.servers else ""
        self._registration = Registration(
            state=RegistrationState.REGISTERING, user=account.user, server=server, transport=account.transport
        )
        try:
            domain = usable_domain(account)
            port = self._stack.open_transport(Edge.inside_transport(account))
            self._stack.use_codecs(account.codecs)
            line = Line(self)
            self._change(RegistrationState.REGISTERING, tr("Connecting to {server}", server=server))
            self._edge.open(EdgeConfig(account=account, phone_port=port, max_calls=MAX_CALLS))
            self._stack.hear_only(self._edge.inside_address)
            line.open(account, domain, f"<{self._edge.inside_uri()}>", port)
        except (ConfigurationError, StackError) as error:
            self._edge.close()
            self._change(RegistrationState.MISCONFIGURED, error.text, error.hint)
            return
        self._line = line
        self._calls.use_line(UsedLine(line=line, account=account, domain=domain))
        self._on_transport_changed(self._edge.state)

    def _change(self, state: RegistrationState, text: str, hint: str = "", code: int = 0) -> None:
        changed = replace(self._registration, state=state, text=text, hint=hint, code=code)
        if changed != self._registration:
            self._registration = changed
            self.changed.emit(changed)

    # ------------------------------------------------------------ the way to the exchange

    def _on_phone_approached(self, edge_port: int) -> None:
        self._stack.let_in(edge_port)

    def _on_transport_changed(self, state: TransportState) -> None:
        if self._line is None or self._leaving.isActive():
            return
        if state.phase is TransportPhase.DOWN:
            self._retry.stop()
            text = state.text or tr("{server} cannot be reached", server=self._registration.server)
            self._change(RegistrationState.UNREACHABLE, text, state.hint)
        elif state.phase is TransportPhase.READY and state.generation != self._generation:
            self._generation = state.generation
            self._failures = 0
            self._go(state)

    def _go(self, state: TransportState) -> None:
        assert self._account is not None
        if self._account.registers:
            self._say_registering()
            self._register()
        else:
            text = tr("Calls go straight to {server}", server=state.server or self._registration.server)
            self._change(RegistrationState.REGISTERED, text)

    def _register(self) -> None:
        if self._line is None:
            return
        try:
            self._line.register()
        except StackError as error:
            # the attempt before is still being repeated; it will be answered or run out
            logger.info("registering has to wait: %s", error.text)
            self._retry_later()
            return
        if self._registration.state is not RegistrationState.UNREACHABLE:
            self._change(RegistrationState.REGISTERING, tr("Signing on at {server}", server=self._registration.server))
        self._patience.start(int(PATIENCE_SECONDS * 1000))

    def _say_registering(self) -> None:
        self._change(RegistrationState.REGISTERING, tr("Signing on at {server}", server=self._registration.server))

    def _lose_patience(self) -> None:
        if self._registration.state is RegistrationState.REGISTERING:
            self._change(
                RegistrationState.UNREACHABLE,
                tr("{server} does not answer", server=self._registration.server),
                tr("It is tried again by itself."),
            )

    def _retry_later(self) -> None:
        wait = min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        # never in step with all the other desks whose exchange came back
        self._retry.start(int(wait * random.uniform(0.7, 1.3) * 1000))

    # ------------------------------------------------------------ news from PJSIP

    def line_called(self, pj_id: int, message: str) -> None:
        self._calls.line_called(pj_id, message)

    def line_bypassed(self) -> None:
        self._notices.note("ticket", "a call straight to PJSIP", LOOPBACK)

    def line_answered(self, answer: RegistrationAnswer) -> None:
        self._patience.stop()
        if self._leaving.isActive():
            self._change(RegistrationState.NONE, tr("Signed off"))
        elif answer.code // 100 == 2 and answer.seconds > 0:
            self._failures = 0
            self._change(
                RegistrationState.REGISTERED,
                tr("Signed on at {server}", server=self._registration.server),
                code=answer.code,
            )
            if self._account is not None and answer.seconds <= 2 * refresh_lead_seconds(self._account):
                # granted far less than was asked for: PJSIP would refresh when it has run out
                self._retry.start(answer.seconds * 500)
        elif answer.code in _REFUSALS:
            text, hint = refusal_words(answer.code)
            self._change(RegistrationState.REFUSED, text, hint, answer.code)
        else:
            self._fail(answer)

    def _fail(self, answer: RegistrationAnswer) -> None:
        if self._edge.state.phase is TransportPhase.DOWN:
            return  # the edge has said it in words, and says when there is a way again
        text = tr("{server} does not answer", server=self._registration.server)
        if answer.code not in (408, 503):
            text = tr(
                "{server} cannot sign anybody on now ({code})", server=self._registration.server, code=answer.code
            )
        self._change(RegistrationState.UNREACHABLE, text, tr("It is tried again by itself."), answer.code)
        self._retry_later()


def _read_as(account: Account, other: Account) -> Account:
    """`account`, its callers read as the `other`'s are."""
    return replace(account, screen_pop_headers=other.screen_pop_headers, trusts_identity=other.trusts_identity)


def refusal_words(code: int) -> tuple[str, str]:
    """What happened and what to do."""
    if code in (401, 407):
        return tr("The exchange does not accept this user name or password"), tr("Check them in the settings.")
    if code == 403:
        return tr("The exchange refuses this user"), tr("Check user and password, or ask your administrator.")
    if code in (404, 604, 410):
        return tr("The exchange does not know this user"), tr("Check the user name and the domain.")
    return tr("The exchange refuses to sign this user on ({code})", code=code), tr("Ask your administrator.")


def usable_domain(account: Account) -> str:
    """The domain to register in; ConfigurationError for an account that cannot work, before anything is sent."""
    hint = tr("Check the phone account in the settings.")
    server = read_server(account.servers[0]) if account.servers else None
    if server is None:
        raise ConfigurationError(tr("The phone account has no usable server"), hint)
    if account.media_security is MediaSecurity.REQUIRED and account.transport is not Transport.TLS:
        raise ConfigurationError(
            tr("Encrypted sound needs an encrypted connection"), tr("Choose TLS as the transport, or turn it off.")
        )
    domain = account.domain or (f"[{server.host}]" if ":" in server.host else server.host)
    if not account.user:
        raise ConfigurationError(tr("The phone account has no user name"), hint)
    try:
        read_sip_uri(f"sip:{account.user}@{domain}")
    except BadSyntax as error:
        raise ConfigurationError(tr("The user name or the domain is not one SIP knows"), hint) from error
    return domain
