"""Questions over HTTPS, small ones: no redirects, bounded answers, certificates checked as for mail."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import SplitResult, urlencode, urlsplit

from typing_extensions import override

from desktop.channels.email.server.trust import trust
from desktop.domain.errors import ConfigurationError, Unreachable
from desktop.domain.text import tr

SECONDS = 15.0
_LARGEST_ANSWER = 1 << 20


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Where we ask is where the answer comes from."""

    @override
    def redirect_request(self, *_: object) -> None:
        return None


def post(url: str, form: Mapping[str, str]) -> tuple[int, dict[str, object]]:
    """The status and the JSON object that answers a form; {} when it is none. Raises Unreachable."""
    request = urllib.request.Request(url, urlencode(form).encode(), {"Accept": "application/json"})
    status, body = _ask(request)
    try:
        said = json.loads(body)
    except ValueError:
        said = {}
    return status, said if isinstance(said, dict) else {}


def get(url: str) -> bytes | None:
    """What lies there; None when nothing does. Raises Unreachable when the server does not answer."""
    status, body = _ask(urllib.request.Request(url))
    return body if status == 200 else None


def is_safe(parts: SplitResult) -> bool:
    """Encrypted, or this very machine."""
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1"))


def _ask(request: urllib.request.Request) -> tuple[int, bytes]:
    parts = urlsplit(request.full_url)
    if not is_safe(parts):
        raise ConfigurationError(tr("{address} is not asked without encryption.", address=request.full_url[:200]))
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trust()), _NoRedirects)
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            return answer.status, answer.read(_LARGEST_ANSWER)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(_LARGEST_ANSWER)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise Unreachable(
            tr("{server} cannot be reached: {reason}.", server=parts.hostname or "", reason=str(reason)[:200])
        ) from error
