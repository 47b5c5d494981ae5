"""Mail addresses as agents type and paste them; what is wrong with one is said in words."""

import re
import unicodedata
from collections.abc import Iterator

from desktop.channels.email.domains import to_ascii
from desktop.domain.errors import Rejected
from desktop.domain.text import tr
from desktop.domain.written import Participant

MOST_TYPED = 500
_LONGEST_LOCAL = 64  # octets, RFC 5321 §4.5.3.1
_LONGEST_ADDRESS = 254
_LONGEST_NAME = 200
_LONGEST_SHOWN = 80

_PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*+"|<[^<>]*+>|[^,;\n\r"<]|["<])++', re.DOTALL)
_ANGLE = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>\s*", re.DOTALL)
_COMMENT = re.compile(r"(?P<address>\S+@\S+)\s+\((?P<name>[^()]*)\)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED_LOCAL = re.compile(r'"[ !#-\[\]-~]+"')
_UNUSUAL = re.compile(r'[\s"(),:;<>@\[\]\\\x00-\x20\x7f]')
_NO_TEXT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


def participants_typed(text: str) -> tuple[Participant, ...]:
    """Parted by commas, semicolons or line ends; each address once. Raises Rejected in words.

    A comma that nobody quoted may belong to a name: `Kowalski, Jan <jan@shop.example>`.
    """
    found: dict[str, Participant] = {}
    before = ""
    for piece in _pieces(text):
        if "@" not in piece:
            before = f"{before}, {piece}" if before else piece
            continue
        name, address = _name_and_address(piece)
        if before and not name:
            raise _no_address(before)
        full = f"{before}, {name}" if before else name
        before = ""
        address = _with_ending(checked_address(address))
        found.setdefault(address, Participant(address=address, name=clean_name(full)))
        if len(found) > MOST_TYPED:
            raise Rejected(tr("A mail goes to %n people at most.", MOST_TYPED))
    if before:
        raise _no_address(before)
    return tuple(found.values())


def _pieces(text: str) -> Iterator[str]:
    return (piece for found in _PIECE.findall(text) if (piece := found.strip()))


def _name_and_address(piece: str) -> tuple[str, str]:
    if (found := _ANGLE.fullmatch(piece)) is not None or (found := _COMMENT.fullmatch(piece)) is not None:
        return _unquoted(found["name"]), found["address"]
    name, _, address = piece.rpartition(" ")
    is_named = "@" in address and "@" not in name and not piece.startswith('"')
    return (_unquoted(name), address) if is_named else ("", piece)


def _unquoted(name: str) -> str:
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        return _ESCAPED.sub(r"\1", name[1:-1])
    return name


def clean_name(name: str) -> str:
    """In one line, and nothing in it that is not seen."""
    shown = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in name)
    return " ".join("".join(letter for letter in shown if not _is_unseen(letter)).split())[:_LONGEST_NAME].strip()


def _is_unseen(letter: str) -> bool:
    # joiners are part of words in Persian and of emoji
    return unicodedata.category(letter) in ("Cf", "Cs") and letter not in "\u200c\u200d"


def checked_address(address: str) -> str:
    """As addresses are compared. Raises Rejected in words for what no mail server would take."""
    said = address.strip()
    if said[:7].lower() == "mailto:":
        said = said[7:]
    local, _, domain = unicodedata.normalize("NFC", said).rpartition("@")
    if not _is_local(local):
        raise _wrong(said)
    ascii_domain = to_ascii(domain)
    if not ascii_domain or ascii_domain.replace(".", "").isdigit():
        raise Rejected(tr("“{address}” has no domain that exists.", address=_shown(said)), _hint())
    if len(local.encode()) > _LONGEST_LOCAL or len(local.encode()) + len(ascii_domain) >= _LONGEST_ADDRESS:
        raise Rejected(tr("“{address}” is too long for an address.", address=_shown(said)), _hint())
    return f"{local.lower()}@{ascii_domain}"


def _with_ending(address: str) -> str:
    """Who writes from such a domain within an organisation can be answered; typed, it is a slip."""
    if "." in address.rpartition("@")[2] or address.endswith("@localhost"):
        return address
    raise Rejected(
        tr("“{address}” ends too soon: its domain has no ending.", address=_shown(address)),
        tr("Write the whole address, as in anna@shop.example."),
    )


def _is_local(local: str) -> bool:
    if _QUOTED_LOCAL.fullmatch(local):
        return True
    return bool(local) and not _UNUSUAL.search(local) and not any(unicodedata.category(c) in _NO_TEXT for c in local)


def _wrong(address: str) -> Rejected:
    return Rejected(tr("“{address}” is no mail address.", address=_shown(address)), _hint())


def _no_address(name: str) -> Rejected:
    return Rejected(tr("“{name}” has no mail address.", name=_shown(name)), _hint())


def _hint() -> str:
    return tr("Write name@domain, several of them parted by commas.")


def _shown(text: str) -> str:
    return clean_name(text)[:_LONGEST_SHOWN]
