"""Who is calling: from what the signalling said to a customer, and why. See docs/who-is-calling.md.

The first rung that holds decides: an agent's earlier choice, screen-pop data, the number, the number without its
extension, the number but for its country code, the SIP address. A rung with several customers is a shared number.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from desktop.domain.call import CallerHints
from desktop.domain.customer import CustomerHit
from desktop.domain.history import Match, MatchReason
from desktop.services.ports import Numbering
from desktop.store import customers as customer_rows
from desktop.store.plain import Question
from desktop.store.schema import customers, interactions
from desktop.store.types import many

_NOBODY = frozenset({"", "anonymous", "unknown", "restricted", "private", "withheld", "unavailable", "unattainable"})
_MOST_HOLDERS = 500  # of one number: a company's switchboard
_MOST_CANDIDATES = 20
_MOST_POP_VALUES = 20
_LONGEST_POP_VALUE = 64
_SHORTEST_NATIONAL = 7  # digits: shorter national numbers are alike by chance
_CUSTOMER_KEY = re.compile(r"cust|client|account|crm|member", re.IGNORECASE)

_root = func.coalesce(customers.c.root_id, customers.c.id).label("root")
_HOLDERS = (
    "SELECT a.value, a.typed, a.chosen_at, coalesce(c.root_id, c.id) FROM addresses AS a"
    f" JOIN customers AS c ON c.id = a.customer_id WHERE %s LIMIT {_MOST_HOLDERS}"
)
_BY_VALUE = Question(_HOLDERS % "a.value IN (:number, :uri, :sip_uri)")
_BY_NATIONAL = Question(_HOLDERS % "a.national = :national AND a.national <> ''")
_BY_CUSTOMER_NUMBER = select(_root).where(customers.c.external_id.in_(many("numbers")))
_ids = many("ids")
_LAST_CONTACTS = (
    select(_root, func.max(interactions.c.started_at).label("last"))
    .join(interactions, interactions.c.customer_id == customers.c.id)
    .where(or_(customers.c.id.in_(_ids), customers.c.root_id.in_(_ids)))
    .group_by(_root)
)


class _Caller(NamedTuple):
    """`value` is the number normalised ("" for none), `uri` user@host in lower case, `shown` for the user."""

    value: str
    uri: str
    shown: str
    is_international: bool


class _Holder(NamedTuple):
    """An address and who stands for its customer; `chosen_at` in microseconds."""

    value: str
    typed: str
    chosen_at: int | None
    root: int


def match_caller(tx: Connection, hints: CallerHints, numbering: Numbering) -> Match:
    """P-Asserted-Identity goes before From; the number that was dialled is the one before any diversion."""
    caller = _caller(hints.asserted or hints.from_uri, numbering)
    dialled = _caller(hints.diverted_from or hints.dialled, numbering)
    user, _, host = caller.uri.partition("@")
    is_withheld = hints.is_withheld or user in _NOBODY or host == "anonymous.invalid"
    if is_withheld:
        caller = _Caller("", "", "", False)
    reason, roots = _climb(tx, caller, hints, numbering)
    if reason is MatchReason.UNKNOWN and is_withheld:
        reason = MatchReason.WITHHELD
    many = len(roots) > 1
    return Match(
        reason=MatchReason.SHARED if many else reason,
        address=caller.shown,
        address_value=caller.value or caller.uri,
        called=dialled.shown,
        customer_id=roots[0] if len(roots) == 1 else None,
        candidates=_candidates(tx, roots) if many else (),
    )


def _caller(said: str, numbering: Numbering) -> _Caller:
    """From a SIP or tel URI, with or without <> and parameters, or a plain number."""
    said = said.strip()
    bracket = re.search(r"<([^<>]*)>", said)
    bare = bracket.group(1) if bracket else said
    uri = re.sub(r"^(sips?|tel):", "", bare, flags=re.IGNORECASE)
    value = numbering.normalise(bare)
    uri = re.split(r"[;?]", uri)[0].casefold()
    typed = uri.partition("@")[0]
    shown = numbering.show(value) if value else uri
    return _Caller(value, uri, shown, typed.startswith(("+", "00")))


def _climb(
    tx: Connection, caller: _Caller, hints: CallerHints, numbering: Numbering
) -> tuple[MatchReason, Sequence[int]]:
    rows = _holders(tx, caller)
    chosen = [row for row in rows if row.chosen_at is not None]
    if chosen:
        return MatchReason.CHOSEN, [max(chosen, key=lambda row: row.chosen_at or 0).root]
    popped = _popped(tx, hints)
    if popped:
        return MatchReason.SCREEN_POP_DATA, popped
    same = _distinct(row for row in rows if row.value == caller.value)
    if same:
        return MatchReason.NUMBER, same
    if caller.value.startswith("+"):
        reason, alike = _alike(tx, caller, numbering)
        if alike:
            return reason, alike
    by_uri = _distinct(rows)
    return (MatchReason.SIP_ADDRESS, by_uri) if by_uri else (MatchReason.UNKNOWN, ())


def _holders(tx: Connection, caller: _Caller) -> Sequence[_Holder]:
    uri = caller.uri if "@" in caller.uri else ""
    if not caller.value and not uri:
        return ()
    values = {"number": caller.value, "uri": uri, "sip_uri": f"sip:{uri}"}
    return [_Holder(*row) for row in _BY_VALUE.rows(tx, values)]


def _alike(tx: Connection, caller: _Caller, numbering: Numbering) -> tuple[MatchReason, list[int]]:
    """The same number with another extension, else with another country code unless both sides wrote theirs."""
    national = numbering.national(caller.value)
    if len(national) < _SHORTEST_NATIONAL:
        return MatchReason.UNKNOWN, []
    rows = [_Holder(*row) for row in _BY_NATIONAL.rows(tx, {"national": national})]
    base = caller.value.split(";")[0]
    by_extension = _distinct(row for row in rows if row.value.split(";")[0] == base)
    if by_extension:
        return MatchReason.EXTENSION, by_extension
    loose = (row for row in rows if not (caller.is_international and row.typed.strip().startswith(("+", "00"))))
    return MatchReason.NATIONAL_NUMBER, _distinct(loose)


def _popped(tx: Connection, hints: CallerHints) -> list[int]:
    numbers = _customer_numbers(hints)
    if not numbers:
        return []
    return list(dict.fromkeys(tx.execute(_BY_CUSTOMER_NUMBER, {"numbers": numbers}).scalars()))


def _customer_numbers(hints: CallerHints) -> list[str]:
    """A whole value, or what stands after customer=, account= … in a list of pairs."""
    found = []
    for value in (hints.user_data, *hints.extra.values()):
        whole = value.strip()
        found.append(whole)
        for pair in re.split(r"[;&,\s]+", whole):
            name, is_pair, given = pair.partition("=")
            if is_pair and _CUSTOMER_KEY.search(name):
                found.append(given.strip('"'))
    return [value for value in dict.fromkeys(found) if 0 < len(value) <= _LONGEST_POP_VALUE][:_MOST_POP_VALUES]


def _distinct(rows: Iterable[_Holder]) -> list[int]:
    return list(dict.fromkeys(row.root for row in rows))


def _candidates(tx: Connection, roots: Sequence[int]) -> tuple[CustomerHit, ...]:
    """Most recent contact first."""
    last = {row.root: row.last for row in tx.execute(_LAST_CONTACTS, {"ids": list(roots)})}
    ordered = sorted(roots, key=lambda root: (root not in last, -last[root].timestamp() if root in last else 0, root))
    hits = customer_rows.hits_of(tx, ordered[:_MOST_CANDIDATES])
    return tuple(hits[root] for root in ordered[:_MOST_CANDIDATES] if root in hits)
