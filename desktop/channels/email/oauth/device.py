"""The user signs in on another device, by a code that is shown here (RFC 8628): where no browser is, or the wrong one.

The code is the provider's, and so is the address it is typed in at: both are shown as they are, and go nowhere else.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from desktop.channels.email.oauth.provider import Provider
from desktop.channels.email.oauth.tokens import NOT_NOW, tokens_of
from desktop.channels.email.web import is_safe, post
from desktop.domain.errors import ConfigurationError, Refused, Unreachable
from desktop.domain.text import tr
from desktop.services.channel import SignInCode, Visitor

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
LONGEST_SECONDS = 1800.0
_PAUSE_SECONDS = 5.0  # RFC 8628 §3.5: where the provider names none, and more by so much when it asks for it
_LONGEST_PAUSE = 60.0
_LONGEST_CODE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What the provider said: the code it knows the device by, and how often it may be asked."""

    device_code: str
    shown: SignInCode
    pause: float
    seconds: float


def tokens_by_code(provider: Provider, who: Mapping[str, str], visitor: Visitor) -> dict[str, str]:
    """What the provider gives once the user has signed in. Raises Refused when they do not, or call it off."""
    question = _asked(provider, who)
    visitor.tell(question.shown)
    deadline = time.monotonic() + question.seconds
    form = {"grant_type": GRANT, "device_code": question.device_code, **who}
    pause = question.pause
    while not visitor.wait(pause) and time.monotonic() < deadline:
        try:
            status, said = post(provider.token, form)
        except Unreachable:
            status, said = 503, {}
        if said.get("error") == "expired_token":
            break
        again = _next_pause(pause, status, said.get("error"))
        if again is None:
            return tokens_of(status, said)
        pause = again
    if visitor.is_gone:
        raise Refused(tr("The sign-in was called off."))
    raise Refused(tr("The code was not used in time."), tr("Ask for a new one and type it in at once."))


def _next_pause(pause: float, status: int, error: object) -> float | None:
    """§3.5: more seldom when it is wanted, and when the server is out of order. None: it has decided."""
    if error == "authorization_pending":
        return pause
    if error == "slow_down":
        return min(pause + _PAUSE_SECONDS, _LONGEST_PAUSE)
    is_out_of_order = status >= 500 or status == 429 or error in NOT_NOW
    return min(2 * pause, _LONGEST_PAUSE) if is_out_of_order else None


def _asked(provider: Provider, who: Mapping[str, str]) -> _Question:
    if not provider.device:
        raise ConfigurationError(
            tr("This provider gives no codes for mail."), tr("Choose to sign in with this computer's browser.")
        )
    status, said = post(provider.device, {"client_id": who["client_id"], "scope": provider.scope})
    if status != 200:
        tokens_of(status, said)  # says why there is none
    return _read(said)


def _read(said: Mapping[str, object]) -> _Question:
    """Raises Refused for what nobody could use."""
    device_code, code, address = (said.get(name) for name in ("device_code", "user_code", "verification_uri"))
    if not (isinstance(device_code, str) and _is_code(code) and isinstance(address, str) and _is_address(address)):
        raise Refused(tr("The sign-in server gave no code that can be used."))
    seconds = min(_number(said.get("expires_in"), 900.0), LONGEST_SECONDS)
    shown = SignInCode(address=address, code=str(code), good_until=datetime.now(UTC) + timedelta(seconds=seconds))
    pause = min(_number(said.get("interval"), _PAUSE_SECONDS), _LONGEST_PAUSE)
    return _Question(device_code=device_code, shown=shown, pause=pause, seconds=seconds)


def _is_code(code: object) -> bool:
    return isinstance(code, str) and 0 < len(code) <= _LONGEST_CODE and code.isascii() and code.isprintable()


def _is_address(address: str) -> bool:
    return len(address) <= 500 and address.isascii() and address.isprintable() and is_safe(urlsplit(address))


def _number(said: object, otherwise: float) -> float:
    """Some say it as a text."""
    text = str(said)
    return float(text) if text.isdecimal() and len(text) < 9 and float(text) > 0 else otherwise
