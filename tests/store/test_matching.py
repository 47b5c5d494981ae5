"""Who is calling, and why we think so."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.call import CallerHints
from desktop.domain.history import Match, MatchReason
from desktop.numbering import PhoneNumbering
from desktop.store import DatabaseStore, open_store
from tests.store.values import added, ago, call, handle, mail, phone, saved


def matched(store: DatabaseStore, from_uri: str, **more: Any) -> Match:
    return store.match_caller(CallerHints(from_uri=from_uri, **more))


@pytest.mark.parametrize(
    "from_uri",
    ["sip:+48601234567@pbx.example", "sip:601234567@pbx.example", "sip:48601234567@pbx.example:5061;transport=tls",
     "sip:0048601234567@pbx.example", "tel:+48-601-234-567",
     '"Anna" <sip:+48601234567@pbx.example>;tag=1', "601 234 567"],
)  # fmt: skip
@pytest.mark.parametrize("typed", ["601 234 567", "+48 601-234-567", "0048 601234567", "(601) 234567"])
def test_every_form_of_a_number_matches_every_other(
    tmp_path: Path, numbering: PhoneNumbering, from_uri: str, typed: str
) -> None:
    store = open_store(tmp_path / "store.db", numbering)
    anna = saved(store, "Anna", phone(typed))
    match = matched(store, from_uri)
    assert (match.reason, match.customer_id) == (MatchReason.NUMBER, anna)
    assert (match.address, match.address_value) == ("+48 601 234 567", "+48601234567")
    store.close()


def test_a_shared_number_offers_its_holders_by_most_recent_contact(store: DatabaseStore) -> None:
    silent, old, recent = (saved(store, name, phone("22 123 45 67")) for name in ("Silent", "Old", "Recent"))
    added(store, mail(customer_id=old, started_at=ago(days=30)))
    added(store, mail(customer_id=recent, started_at=ago(days=2)))
    match = matched(store, "sip:221234567@pbx")
    assert (match.reason, match.customer_id) == (MatchReason.SHARED, None)
    assert [hit.customer_id for hit in match.candidates] == [recent, old, silent]
    assert match.candidates[0].address is not None
    assert store.dossier(match).customer is None


def test_a_number_shared_by_merged_customers_is_one(store: DatabaseStore) -> None:
    one, two = (saved(store, name, phone("22 123 45 67")) for name in ("One", "Two"))
    store.merge_customers(one, two)
    match = matched(store, "sip:221234567@pbx")
    assert (match.reason, match.customer_id) == (MatchReason.NUMBER, one)


def test_the_number_matches_without_its_extension_in_both_directions(store: DatabaseStore) -> None:
    anna = saved(store, "Anna", phone("22 123 45 67 ext 12"))
    for uri in ("sip:221234567@pbx", "tel:+48221234567;ext=34"):
        match = matched(store, uri)
        assert (match.reason, match.customer_id) == (MatchReason.EXTENSION, anna)
    match = matched(store, "tel:+48221234567;ext=12")
    assert match.reason is MatchReason.NUMBER
    jan = saved(store, "Jan", phone("22 123 45 67"))
    assert matched(store, "sip:221234567@pbx").customer_id == jan


def test_an_internal_extension_is_matched_as_it_is(store: DatabaseStore) -> None:
    desk = saved(store, "Warehouse", phone("204"))
    match = matched(store, "sip:204@pbx.example")
    assert (match.reason, match.customer_id, match.address) == (MatchReason.NUMBER, desk, "204")


def test_a_national_number_matches_another_country_unless_both_said_theirs(store: DatabaseStore) -> None:
    german = saved(store, "Bernd", phone("+49 601 234 567"))
    match = matched(store, "sip:601234567@pbx")
    assert (match.reason, match.customer_id) == (MatchReason.NATIONAL_NUMBER, german)
    assert matched(store, "sip:+48601234567@pbx").reason is MatchReason.UNKNOWN


def test_the_asserted_identity_goes_before_from(store: DatabaseStore) -> None:
    anna = saved(store, "Anna", phone("601 234 567"))
    saved(store, "Victim", phone("500 600 700"))
    match = matched(store, "sip:500600700@evil.example", asserted="<sip:+48601234567@pbx>")
    assert match.customer_id == anna


@pytest.mark.parametrize(
    "hints",
    [
        CallerHints(from_uri="sip:anonymous@anonymous.invalid"),
        CallerHints(from_uri="sip:601234567@anonymous.invalid"),
        CallerHints(from_uri="sip:Restricted@pbx"),
        CallerHints(from_uri=""),
        CallerHints(from_uri="sip:601234567@pbx", asserted="sip:601234567@pbx", is_withheld=True),
    ],
)
def test_a_withheld_number_is_not_looked_up_nor_shown(store: DatabaseStore, hints: CallerHints) -> None:
    saved(store, "Anna", phone("601 234 567"))
    match = store.match_caller(hints)
    assert match == Match(reason=MatchReason.WITHHELD)


def test_the_number_before_a_diversion_is_the_one_that_was_called(store: DatabaseStore) -> None:
    match = matched(
        store, "sip:601234567@pbx", dialled="sip:204@desk", diverted_from="<sip:+48800100200@pbx>;reason=busy"
    )
    assert match.called == "+48 800 100 200"
    assert matched(store, "sip:601234567@pbx", dialled="sip:204@desk").called == "204"


@pytest.mark.parametrize(
    "more",
    [
        {"user_data": "K-4711"},
        {"user_data": "queue=1;customer=K-4711"},
        {"extra": {"X-Customer-Id": " K-4711 "}},
        {"extra": {"X-Data": "call=9&crm_account=K-4711"}, "is_withheld": True},
    ],
)
def test_screen_pop_data_goes_before_the_number(store: DatabaseStore, more: dict[str, object]) -> None:
    saved(store, "Anna", phone("601 234 567"), external_id="K-1")
    jan = saved(store, "Jan", external_id="K-4711")
    match = matched(store, "sip:601234567@pbx", **more)
    assert (match.reason, match.customer_id) == (MatchReason.SCREEN_POP_DATA, jan)


def test_other_pairs_of_the_screen_pop_data_name_no_customer(store: DatabaseStore) -> None:
    saved(store, "One", external_id="1")
    assert matched(store, "sip:601234567@pbx", user_data="queue=1;priority=1").reason is MatchReason.UNKNOWN
    assert matched(store, "sip:601234567@pbx", user_data="1" * 100_000).reason is MatchReason.UNKNOWN


def test_a_sip_address_is_matched_by_its_name_whatever_digits_it_has(store: DatabaseStore) -> None:
    anna = saved(store, "Anna", phone("sip:Anna600700800@example.com"))
    ola = saved(store, "Ola", handle("ola@example.com"))
    saved(store, "Number", phone("600 700 800"))
    match = matched(store, "sip:anna600700800@EXAMPLE.com;transport=tcp")
    assert (match.reason, match.customer_id) == (MatchReason.SIP_ADDRESS, anna)
    assert match.address == "anna600700800@example.com"
    assert matched(store, "sips:ola@example.com").customer_id == ola
    assert matched(store, "sip:ola@elsewhere.example").reason is MatchReason.UNKNOWN


def test_an_unknown_number_is_shown_for_creating_or_linking(store: DatabaseStore) -> None:
    match = matched(store, "sip:+442079460018@pbx")
    assert match == Match(reason=MatchReason.UNKNOWN, address="+44 20 7946 0018", address_value="+442079460018")
    dossier = store.dossier(match)
    assert (dossier.customer, dossier.timeline.entries) == (None, ())
    ola = saved(store, "Ola")
    assert store.dossier(Match(reason=MatchReason.CHOSEN, customer_id=ola)).customer is not None
    assert store.dossier(Match(reason=MatchReason.CHOSEN, customer_id=99)).customer is None


def test_the_latest_choice_of_an_agent_wins(store: DatabaseStore) -> None:
    one, two = saved(store, "One"), saved(store, "Two")
    store.link_address(one, phone("601 234 567"))
    assert matched(store, "sip:601234567@pbx").customer_id == one
    store.link_address(two, phone("601 234 567"))
    assert matched(store, "sip:601234567@pbx").customer_id == two
    added(store, call(customer_id=one))
    assert matched(store, "sip:601234567@pbx").reason is MatchReason.CHOSEN


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(from_uri=st.text(max_size=300), asserted=st.text(max_size=60), data=st.text(max_size=200))
def test_nothing_a_header_says_breaks_the_matching(
    store: DatabaseStore, from_uri: str, asserted: str, data: str
) -> None:
    hints = CallerHints(from_uri=from_uri, asserted=asserted, user_data=data, dialled=from_uri, diverted_from=data)
    assert store.match_caller(hints).customer_id is None
