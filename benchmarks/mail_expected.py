"""Mails beside what another library says is in them: stalwart's mail-parser keeps that as JSON beside its test mails.

Differences are not all faults: where its text has U+FFFD ours was guessed, what no text may hold is left out, and of a
broken mail more is shown than it finds. Those are counted by their rule, and the rest named.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.channels.email.parse import read_mail
from desktop.channels.email.plain import plain_of
from desktop.domain.written import Incoming, Role

_UNFIT = str.maketrans("", "", "\0\ufeff\\/:_")


def compared(folder: Path) -> Iterator[dict[str, object]]:
    """`folder` holds mails and, under the same name, what is expected: as they are and with CRLF."""
    found: dict[str, Counter[str]] = {what: Counter() for what in ("subjects", "authors", "texts", "names of files")}
    others: dict[str, list[str]] = {what: [] for what in found}
    for mail, raw, expected in _pairs(folder):
        for what, verdict in _verdicts(read_mail(raw), expected):
            found[what][verdict] += 1
            if verdict == "other":
                others[what].append(f"{mail.parent.name}/{mail.name}")
    for what, counts in found.items():
        yield {
            "what": what,
            "tried": counts.total(),
            "same": counts["same"],
            "guessed": counts["guessed"],
            "more": counts["more"],
            "other": counts["other"],
            "which": ", ".join(dict.fromkeys(others[what])),
        }


def _pairs(folder: Path) -> Iterator[tuple[Path, bytes, dict[str, Any]]]:
    for mail in sorted(folder.rglob("*.eml")):
        raw = mail.read_bytes()
        lines = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        for said, ending in ((raw, ".json"), (lines, ".crlf.json")):
            expected = mail.with_suffix(ending)
            if expected.exists():
                yield mail, said, json.loads(expected.read_text("utf-8"))


def _verdicts(ours: Incoming, expected: dict[str, Any]) -> Iterator[tuple[str, str]]:
    top = _headers(expected["parts"][0])
    subject = top.get("subject", {})
    yield "subjects", _verdict(subject.get("Text", "") if isinstance(subject, dict) else "", ours.subject)
    authors = [who.address for role, who in ours.participants if role is Role.FROM and who.address]
    yield "authors", _verdict(" ".join(_addresses(top.get("from"))), " ".join(authors))
    yield "texts", _verdict(_text(expected), ours.text)
    names = sorted(filter(None, (_name(expected["parts"][number]) for number in expected["attachments"])))
    kept = [file.name for file in ours.attachments]
    yield "names of files", _names_verdict(names, kept)


def _verdict(theirs: str, ours: str) -> str:
    said, read = theirs.split(), ours.split()
    if said == read:
        return "same"
    if _alike("".join(said), "".join(read)):
        return "guessed"
    return "more" if _stand_in_order(said, read) else "other"


def _names_verdict(theirs: list[str], ours: list[str]) -> str:
    """Of a path the last part is the name; what a file system cannot hold is left out."""
    if all(name in ours for name in theirs):
        return "same"
    last = [name.rsplit("/", 1)[-1] for name in theirs]
    return "guessed" if all(any(_alike(name, kept) for kept in ours) for name in last) else "other"


def _alike(theirs: str, ours: str) -> bool:
    """But for U+FFFD, each for one or more characters, and for what is left out."""
    pieces = theirs.translate(_UNFIT).split("\ufffd")
    at, ours = 0, ours.translate(_UNFIT)
    for piece in pieces:
        found = ours.find(piece, at)
        if found < 0 or (not at and piece is pieces[0] and found):
            return False
        at = found + len(piece)
    return at == len(ours) or not pieces[-1]


def _stand_in_order(said: list[str], read: list[str]) -> bool:
    left = iter(read)
    return all(any(word in other for other in left) for word in said)


def _headers(part: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for header in part["headers"]:
        name = header["name"]
        found.setdefault(name if isinstance(name, str) else name.get("other", "").lower(), header["value"])
    return found


def _addresses(value: object) -> list[str]:
    said = value.get("Address") or {} if isinstance(value, dict) else {}
    listed = said["List"] if "List" in said else [who for group in said.get("Group", ()) for who in group["addresses"]]
    return [who["address"].lower() for who in listed if who.get("address")]


def _text(expected: dict[str, Any]) -> str:
    bodies = [expected["parts"][number]["body"] for number in expected["text_body"]]
    found = (body for body in bodies if isinstance(body, dict))
    return " ".join(body["Text"] if "Text" in body else plain_of(body.get("Html", "")) for body in found)


def _name(part: dict[str, Any]) -> str:
    headers = _headers(part)
    for field, attribute in (("content_disposition", "filename"), ("content_type", "name")):
        value = headers.get(field)
        said = value.get("ContentType", {}) if isinstance(value, dict) else {}
        for one in said.get("attributes") or ():
            if one["name"] == attribute:
                return " ".join(str(one["value"]).split())
    return ""
