"""Subjects: what mail programs put before them in many languages, and the number of a case in them."""

import re

# English, Polish, German, Esperanto, Spanish, French, Italian, Portuguese, Dutch, Scandinavian, Finnish, Hungarian,
# Czech, Turkish, Chinese
_PREFIX = re.compile(
    r"\s*(?:re|odp|aw|antw|antwort|sv|vs|rép|r|res|resp|rif|yan|ynt|v[áa]|bls|respondo"
    r"|fwd?|pd|wg|tr|rv|i|enc|doorst|vb|vl|továbbítva|i̇lt|ilt|plusendo"
    r"|答复|回复|回覆|答覆|转发|轉寄|轉發)\s*(?:\[\d{1,4}\]|\(\d{1,4}\))?\s*[:：]\s*",
    re.IGNORECASE,
)
_CASE_TAG = re.compile(r"\s*\[#(\d{1,18})\]")
_LONGEST = 900


def base_subject(subject: str) -> str:
    """Without any prefix: `Re: AW: 答复: Where is it?` is `Where is it?`."""
    subject = " ".join(subject[:_LONGEST].split())
    tag = _CASE_TAG.match(subject)
    at = tag.end() if tag else 0
    start = at
    while (prefix := _PREFIX.match(subject, at)) is not None:
        at = prefix.end()
    rest = subject[at:].strip()
    return f"{subject[:start].strip()} {rest}".strip() if start else rest


def reply_subject(subject: str) -> str:
    return f"Re: {base_subject(subject)}".strip()


def automatic_subject(subject: str) -> str:
    """RFC 3834 §3.1.5."""
    return f"Auto: {base_subject(subject)}".strip()


def forward_subject(subject: str) -> str:
    return f"Fwd: {base_subject(subject)}".strip()


def with_case(subject: str, case_number: str) -> str:
    """With `[#3312]` at its end, once; another case's number in it is taken out."""
    return f"{_CASE_TAG.sub('', subject).strip()} [#{case_number}]".strip()


def case_of_subject(subject: str) -> str:
    """The number that stands last; "" when there is none. Anybody can write one: it is no proof of anything."""
    return next(reversed(_CASE_TAG.findall(subject[:_LONGEST])), "")
