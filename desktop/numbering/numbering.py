"""Numbers as people type them and as exchanges signal them, in one form for comparing and one for showing."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, ValidationResult

_EXTENSION = ";ext="
_KEPT = 256  # who calls is asked for and shown several times within milliseconds
_LONGEST = 60  # longer texts are no number; libphonenumber's own limit is 250
_SCHEME = re.compile(r"^(tel|callto|sips?):", re.IGNORECASE)
_USER = re.compile(r"\+?[0-9().\-*#]+")
_DIALLED = re.compile(r"[0-9*#+]+")
_NOT_DIALLED = re.compile(r"[^0-9*#+]")
# What may stand in a number that is no E.164: digits and how people group them.
_GROUPED = re.compile(r"[0-9\s().\-/\u00a0\u2010-\u2015]+")
_HAS_DIGITS = re.compile(r"\d(?:\D{0,3}\d){5}")
_LONGEST_TEXT = 20_000  # letters of a message that numbers are looked for in
_MOST_TRIES, _MOST_NUMBERS = 500, 50
_SHORTEST_FOREIGN = 10  # digits of a foreign number that lost its +; shorter ones are too often a coincidence


class PhoneNumbering:
    """`ports.Numbering` over libphonenumber. `region` (ISO 3166, "PL") is whose national numbers are meant."""

    def __init__(self, region: str) -> None:
        if region.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError(f"no such region: {region}")
        self.region = region.upper()

    def normalise(self, typed: str) -> str:
        """E.164 with + (and `;ext=` when an extension was given); else bare digits; "" when it is no number."""
        typed = _bare(typed)
        number = _parse(typed, self.region)
        if number is not None:
            value = phonenumbers.format_number(number, PhoneNumberFormat.E164)
            return f"{value}{_EXTENSION}{number.extension}" if number.extension else value
        if len(typed) <= _LONGEST and _GROUPED.fullmatch(typed):
            return "".join(character for character in typed if character.isdigit())
        return ""

    def national(self, value: str) -> str:
        """The national significant number of a normalised `value`, without country code and extension; or ""."""
        if not value.startswith("+"):
            return ""
        number = _parse(value, self.region)
        return phonenumbers.national_significant_number(number) if number is not None else ""

    def show(self, value: str) -> str:
        """`+48 601 234 567 ext. 12` for a normalised value, or the value itself."""
        number = _parse(value, self.region) if value.startswith("+") else None
        if number is None:
            return value
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)

    def dialled(self, typed: str) -> str:
        """E.164 where it can be, a service code or extension as its digits, a SIP URI unchanged; or ""."""
        typed = typed.strip()
        if re.match(r"sips?:[^@\s]+(@\S+)?$", typed, re.IGNORECASE):
            return typed
        if re.fullmatch(r"[^@\s:]+@[^@\s:]+(:\d+)?", typed):
            return f"sip:{typed}"
        bare = _bare(typed)
        value = self.normalise(bare)
        if value.startswith("+"):
            return value.split(_EXTENSION)[0]
        keys = _NOT_DIALLED.sub("", bare)
        if value or (_DIALLED.fullmatch(keys) and not re.search(r"[^\W\d_]", bare)):
            return value or keys
        return ""

    def numbers_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """Those of a text that are surely numbers, as they stand there and in E.164, each once and in order.

        With its + and country code one need only be possible: a range may be newer than the library's table.
        """
        if not _HAS_DIGITS.search(text):
            return ()
        text = text[:_LONGEST_TEXT]
        matches = _matches(text, self.region, phonenumbers.Leniency.VALID)
        if "+" in text:
            whole = _matches(text, None, phonenumbers.Leniency.POSSIBLE)
            matches += [
                one for one in whole if all(one.end <= known.start or known.end <= one.start for known in matches)
            ]
        found = (
            (_without_bracket(one.raw_string), phonenumbers.format_number(one.number, PhoneNumberFormat.E164))
            for one in sorted(matches, key=lambda one: one.start)
        )
        return tuple(dict.fromkeys(found))[:_MOST_NUMBERS]


def _matches(text: str, region: str | None, leniency: int) -> list[phonenumbers.PhoneNumberMatch]:
    return list(phonenumbers.PhoneNumberMatcher(text, region, leniency=leniency, max_tries=_MOST_TRIES))


def _without_bracket(shown: str) -> str:
    """One that encloses the number is none of its own."""
    return shown if ")" in shown else shown.removeprefix("(")


@lru_cache(maxsize=_KEPT)
def _parse(typed: str, region: str) -> PhoneNumber | None:
    """The same object is handed out again: do not change it."""
    if len(typed) > _LONGEST or not any(character.isdigit() for character in typed):
        return None
    if re.search(r"[*#@]", typed.split(_EXTENSION)[0]):
        return None
    compact = re.sub(r"[\s().\-/]", "", typed)
    if compact.startswith("00"):  # the usual international prefix, wherever this desk stands
        return _possible(f"+{compact[2:]}", None)
    number = _possible(typed, region)
    if number is not None and compact.startswith("0") and not phonenumbers.is_valid_number(number):
        trunk = _possible(compact.lstrip("0"), region)  # a trunk 0 where the region has none (any more)
        if trunk is not None and phonenumbers.is_valid_number(trunk):
            return trunk
    if number is None and compact.isdigit() and len(compact) >= _SHORTEST_FOREIGN:
        foreign = _possible(f"+{compact}", None)  # many exchanges signal E.164 without its +
        if foreign is not None and phonenumbers.is_valid_number(foreign):
            return foreign
    return number


def _possible(typed: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    is_whole = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return number if is_whole else None


def _bare(typed: str) -> str:
    """Without the scheme, the host and the parameters of a tel: or sip: URI, but with an extension."""
    typed = unicodedata.normalize("NFKC", typed).strip()
    if not _SCHEME.match(typed):
        return typed
    typed = _SCHEME.sub("", typed)
    user, _, parameters = typed.split("@")[0].partition(";")
    if not _USER.fullmatch(user):
        return ""  # a name, though it may have digits in it
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.lower() == "ext" and value.isdigit():
            return f"{user}{_EXTENSION}{value}"
    return user
