"""The table of limits: how much of everything a message may hold before it reaches PJSIP 2.15.1.

Each line keeps out a known defect, or more than any exchange sends. A rule's name is its field's name; a limit is
taken out with `LIMITS.without(name)`, which is how the tests show that each one does its work.
"""

from dataclasses import dataclass, replace

LIFTED = 1 << 62


class OverLimit(ValueError):
    """A limit was passed: `rule` names it, the text says by what, `code` is the SIP answer."""

    def __init__(self, rule: str, text: str, code: int = 400) -> None:
        super().__init__(text)
        self.rule = rule
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limits:
    """Compared by identity: what a line was found to be is remembered under the table it was checked by."""

    message_bytes: int = 8_192
    header_fields: int = 80
    line_bytes: int = 1_400
    uri_bytes: int = 256
    display_bytes: int = 256
    token_bytes: int = 128
    call_id_bytes: int = 255
    parameters: int = 16
    vias: int = 12
    routes: int = 10
    record_routes: int = 10
    service_routes: int = 4
    """Twelve in a registrar's answer crash PJSIP (acc03b57c)."""
    paths: int = 4
    contacts: int = 16
    challenges: int = 6
    challenge_bytes: int = 512
    supported: int = 20
    max_forwards: int = 255
    sequence: int = 2**31 - 1
    expires: int = 2**32 - 1
    content_length: int = 65_535
    """A larger number overflows a signed length (d49472daa)."""
    body_bytes: int = 6_000
    small_body_bytes: int = 512
    """Digits by INFO and sipfrag, the only others that pass."""
    foreign_bodies: int = 0
    """XML above all: PJSIP reads it by recursion without a floor (12306eaf9)."""
    multipart_parts: int = 4
    """One without any crashes PJSIP (568be8ec2): only the session description in it is passed."""
    multipart_depth: int = 1
    sdp_lines: int = 160
    sdp_line_bytes: int = 300
    media_lines: int = 8
    """PJSUA_MAX_CALL_MEDIA is 16 (f5bbe2a68)."""
    formats: int = 24
    attributes: int = 48
    """For the session, and for each media; PJMEDIA_MAX_SDP_ATTR is 68."""
    crypto_lines: int = 8
    """More than 64 SDES tags overflow (a1b707c0c)."""
    crypto_tag: int = 999_999_999
    payload_type: int = 127
    clock_rate: int = 192_000
    channels: int = 8
    ptime: int = 200
    """Milliseconds; a large one overflows a buffer's size (CVE-2026-41416)."""
    port: int = 65_535

    def without(self, rule: str) -> "Limits":
        """The same table with one limit lifted."""
        values: dict[str, int] = {rule: LIFTED}
        return replace(self, **values)

    def check(self, rule: str, amount: int, what: str, code: int = 400) -> None:
        """Raise `OverLimit` if `amount` is over the limit of this name."""
        limit: int = getattr(self, rule)
        if amount > limit:
            raise OverLimit(rule, f"{what}: {amount}, at most {limit}", code)


LIMITS = Limits()
