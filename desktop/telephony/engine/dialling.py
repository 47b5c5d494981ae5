"""What is dialled: a number or a SIP address, to the one URI that is sent; nothing else gets out."""

import re
from urllib.parse import quote

from desktop.domain.errors import Rejected
from desktop.domain.text import tr
from desktop.telephony.engine.edge.sip.syntax import BadSyntax, read_sip_uri

_MAX_TARGET = 256
_VISUAL = re.compile(r"[\s().\-/\u00a0]")
_NUMBER = re.compile(r"\+?[0-9*#A-Da-d]+\Z")
_NAME = re.compile(r"[A-Za-z0-9_.!~*'+\-]+\Z")


def dial_uri(target: str, domain: str) -> str:
    """Raises Rejected for what cannot be dialled. Headers in a URI (`?Replaces=…`) are never sent."""
    text = target.strip()
    if not text or len(text) > _MAX_TARGET:
        raise Rejected(tr("There is nothing that could be dialled."))
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() == "tel":
        text = rest.split(";", 1)[0]
    elif "@" in text or (colon and scheme.lower() in ("sip", "sips")):
        return _checked(text if colon and scheme.lower() in ("sip", "sips") else f"sip:{text}")
    number = _VISUAL.sub("", text)
    if _NUMBER.match(number):
        return f"sip:{quote(number, safe='+*')}@{domain}"
    if _NAME.match(text):
        return f"sip:{text}@{domain}"
    raise _refused()


def _checked(uri: str) -> str:
    try:
        address = read_sip_uri(uri)
    except BadSyntax as error:
        raise _refused() from error
    if "?" in uri or not address.user:
        raise _refused()
    return uri


def _refused() -> Rejected:
    return Rejected(tr("This is neither a number nor a SIP address."), tr("Check what was typed."))
