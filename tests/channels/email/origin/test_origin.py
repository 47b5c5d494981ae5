"""Who a mail is really from: what a sender can write into it is told apart from what our own server found out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.origin import annotate
from desktop.channels.email.origin.auth_results import trusted_results
from desktop.channels.email.origin.lookalike import imitated, is_disguised
from desktop.channels.email.parse.headers import Headers
from desktop.channels.email.parse.mail import read_mail
from desktop.channels.email.writing.ids import new_external_id, plus_address
from desktop.domain.channel import Direction
from desktop.domain.written import Mark, Remark, Role
from tests.channels.email.origin.mails import ACCOUNT, PASSED, SERVER, mail, marks, noted, words

ABOUT_ORIGIN = {Mark.AUTHENTIC, Mark.UNAUTHENTIC, Mark.IMITATES, Mark.REPLY_ELSEWHERE}
NOT_TRUSTED = (
    "mx.elsewhere.example; spf=pass smtp.mailfrom=garden.example; dkim=pass header.d=garden.example; dmarc=pass"
)
FAILED = f"{SERVER}; spf=fail smtp.mailfrom=bad.example; dkim=none; dmarc=fail header.from=garden.example"
EVIL_PASSED = PASSED.replace("garden.example", "evil.example")
DKIM_FAILED = f"{SERVER}; spf=pass smtp.mailfrom=garden.example; dkim=fail header.d=garden.example"
NO_DMARC = f"{SERVER}; spf=pass smtp.mailfrom=mail.garden.example; dkim=pass header.i=@garden.example"

MAILS: dict[str, tuple[bytes, set[Mark]]] = {
    "passed": (mail(f"Authentication-Results: {PASSED}"), {Mark.AUTHENTIC}),
    "nobody looked": (mail(), set()),
    "another server's word": (mail(f"Authentication-Results: {NOT_TRUSTED}"), set()),
    "forged below ours": (
        mail(f"Authentication-Results: {FAILED}", f"Authentication-Results: {PASSED}"),
        {Mark.UNAUTHENTIC},
    ),
    "another server's above ours": (
        mail(f"Authentication-Results: {NOT_TRUSTED}", f"Authentication-Results: {FAILED}"),
        {Mark.UNAUTHENTIC},
    ),
    "our name in a comment only": (
        mail(f"Authentication-Results: mx.elsewhere.example ({SERVER}); dmarc=pass header.from=garden.example"),
        set(),
    ),
    "a pass in a comment": (
        mail(f"Authentication-Results: {SERVER}; dmarc=fail (dmarc=pass) header.from=garden.example"),
        {Mark.UNAUTHENTIC},
    ),
    "a pass in a comment before": (
        mail(f"Authentication-Results: {SERVER}; (dmarc=pass header.from=garden.example) dmarc=fail"),
        {Mark.UNAUTHENTIC},
    ),
    "a pass of its own in a comment": (
        mail(f"Authentication-Results: {SERVER}; spf=fail (said (a; dmarc=pass header.from=garden.example\\) b;))"),
        {Mark.UNAUTHENTIC},
    ),
    "a pass in a quoted reason": (
        mail(f'Authentication-Results: {SERVER}; dmarc=fail reason="; dmarc=pass header.from=garden.example"'),
        {Mark.UNAUTHENTIC},
    ),
    "passed for another domain": (
        mail(f"Authentication-Results: {EVIL_PASSED}"),
        set(),
    ),
    "SPF and DKIM without DMARC": (
        mail(f"Authentication-Results: {NO_DMARC}"),
        {Mark.AUTHENTIC},
    ),
    "DKIM fails": (
        mail(f"Authentication-Results: {DKIM_FAILED}"),
        {Mark.UNAUTHENTIC},
    ),
    "SPF fails softly": (
        mail(f"Authentication-Results: {SERVER}; spf=softfail smtp.mailfrom=garden.example; dkim=none"),
        {Mark.UNAUTHENTIC},
    ),
    "an address as the name": (
        mail(f"Authentication-Results: {EVIL_PASSED}", 'From: "ceo@bank.example" <x@evil.example>', author=""),
        {Mark.IMITATES},
    ),
    "a full-width address as the name": (
        mail('From: "ceo＠bank.example" <x@evil.example>', author=""),
        {Mark.IMITATES},
    ),
    "a colleague's name": (mail("From: Marek Krol <marek@evil.example>", author=""), {Mark.IMITATES}),
    "a colleague's name with a Cyrillic letter": (
        mail("From: =?utf-8?q?Olg=D0=B0_Nowak?= <o@evil.example>", author=""),
        {Mark.IMITATES},
    ),
    "a homograph of our domain": (
        mail("From: Anna <anna@xn--akshop-vqf.example>", author=""),  # о of Cyrillic for o
        {Mark.IMITATES},
    ),
    "our name and a word": (mail("From: a <a@oakshop-support.example>", author=""), {Mark.IMITATES}),
    "our domain before another": (mail("From: a <a@oakshop.example.evil.test>", author=""), {Mark.IMITATES}),
    "another sender": (mail("Sender: robot@bulk.test"), {Mark.IMITATES}),
    "another sender, and the domain stands for it": (
        mail(f"Authentication-Results: {PASSED}", "Sender: robot@bulk.test"),
        {Mark.AUTHENTIC},
    ),
    "two From fields": (
        mail(f"Authentication-Results: {PASSED}", "From: Bob <bob@evil.example>"),
        {Mark.IMITATES, Mark.UNAUTHENTIC},
    ),
    "two authors in one field": (
        mail(f"Authentication-Results: {PASSED}", "From: anna@garden.example, bob@evil.example", author=""),
        {Mark.IMITATES, Mark.UNAUTHENTIC},
    ),
    "answers go elsewhere": (mail("Reply-To: anna@other.test"), {Mark.REPLY_ELSEWHERE}),
    "answers go to the same site": (mail("Reply-To: anna@mail.garden.example"), set()),
}  # fmt: skip


@pytest.mark.parametrize("case", MAILS)
def test_each_mail_bears_the_badges_it_deserves_and_no_other(case: str) -> None:
    raw, expected = MAILS[case]
    assert marks(noted(raw)) & ABOUT_ORIGIN == expected


def test_the_words_say_what_was_found_and_whom_it_shows() -> None:
    assert words(noted(MAILS["passed"][0]), Mark.AUTHENTIC) == "SPF pass · DKIM pass · DMARC pass"
    assert "garden.example" in words(noted(MAILS["DKIM fails"][0]), Mark.UNAUTHENTIC)
    shown = words(noted(MAILS["an address as the name"][0]), Mark.IMITATES)
    assert "ceo@bank.example" in shown
    assert "x@evil.example" in shown
    assert "anna@other.test" in words(noted(MAILS["answers go elsewhere"][0]), Mark.REPLY_ELSEWHERE)


def test_without_a_server_that_is_believed_nothing_is_authentic() -> None:
    nobody = replace(ACCOUNT, settings=())
    assert Mark.AUTHENTIC not in marks(noted(mail(f"Authentication-Results: {PASSED}"), nobody))
    assert trusted_results(Headers(b"Authentication-Results: ; dmarc=pass\r\n"), "") is None


def test_a_server_that_leaves_its_name_out_is_believed_only_in_the_topmost_field() -> None:
    results = trusted_results(Headers(b"Authentication-Results: spf=pass smtp.mailfrom=a.example; dmarc=pass\r\n"), "-")
    assert results is not None
    assert [each.method for each in results] == ["spf", "dmarc"]
    forged = b"Authentication-Results: mx.a.example; dmarc=fail\r\nAuthentication-Results: dmarc=pass\r\n"
    assert trusted_results(Headers(forged), "-") is None


@pytest.mark.parametrize(
    ("domain", "own", "expected"),
    [
        ("exarnple.com", "example.com", True),
        ("examp1e.com", "example.com", True),
        ("exmaple.com", "example.com", True),
        ("exampl.com", "example.com", True),
        ("example.net", "example.com", True),
        ("example-help.org", "example.com", True),
        ("example.com.evil.net", "example.com", True),
        ("xn--exmple-4nf.com", "example.com", True),
        ("mail.example.com", "example.com", False),
        ("garden.com", "example.com", False),
        ("simple.com", "example.com", False),
        ("wp.com", "wp.pl", False),
        ("onet.pl", "inet.pl", False),
    ],
)
def test_domains_that_look_like_ours_are_told_from_others(domain: str, own: str, expected: bool) -> None:
    assert (imitated(domain, frozenset({own})) == own) is expected


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("аррӏе.com".encode("idna").decode(), True),
        ("pаypal.com".encode("idna").decode(), True),
        ("żółw.pl".encode("idna").decode(), False),
        ("почта.рф".encode("idna").decode(), False),
        ("例え.jp".encode("idna").decode(), False),
        ("garden.example", False),
    ],
)
def test_a_domain_in_foreign_letters_is_disguised_only_when_it_poses_as_latin(domain: str, expected: bool) -> None:
    assert is_disguised(domain) is expected


def test_a_mail_in_our_own_name_from_outside_is_no_message_of_ours() -> None:
    forged = noted(mail(f"Authentication-Results: {FAILED}", "From: support@oakshop.example", author=""))
    assert forged.direction is Direction.INBOUND
    assert Mark.IMITATES in marks(forged)
    unvouched = noted(
        mail(f"Authentication-Results: {SERVER}; spf=none; dmarc=none", "From: billing@oakshop.example", author="")
    )
    assert unvouched.direction is Direction.INBOUND


@pytest.mark.parametrize(
    "fields",
    [
        (),  # from the folder of what was sent: no server looked at it
        (f"Authentication-Results: {SERVER}; auth=pass smtp.auth=support",),
        (f"Authentication-Results: {SERVER}; dmarc=pass header.from=oakshop.example",),
        (f"Authentication-Results: {SERVER}; spf=none", f"Message-ID: <{new_external_id(ACCOUNT)}>"),
    ],
)
def test_what_we_sent_ourselves_stays_ours(fields: tuple[str, ...]) -> None:
    sent = noted(mail(*fields, "To: anna@garden.example", "From: support@oakshop.example", author=""))
    assert sent.direction is Direction.OUTBOUND
    assert marks(sent) & ABOUT_ORIGIN == set()


def test_what_a_form_sends_in_our_name_is_its_writers_work() -> None:
    passed = f"Authentication-Results: {PASSED}".replace("garden.example", "oakshop.example")
    form = mail(passed, "Reply-To: Anna <anna@garden.example>", "From: Oak <support@oakshop.example>", author="")
    for raw in (form, form.replace(b"=pass", b"=fail")):
        came = noted(raw)
        assert came.direction is Direction.INBOUND
        people = dict(reversed(came.participants))
        assert people[Role.FROM].address == "anna@garden.example"
        assert people[Role.SENDER].address == "support@oakshop.example"
        assert marks(came) == {Mark.REPLY_ELSEWHERE}
        assert not came.is_automatic
    posing = form.replace(b"Anna <anna", b'"Olga Nowak" <anna')
    assert Mark.IMITATES in marks(noted(posing))


def test_what_goes_from_us_to_ourselves_came_in_unless_it_is_a_letter_of_ours() -> None:
    notice = noted(mail("From: support@oakshop.example", author=""))
    assert notice.direction is Direction.INBOUND
    assert marks(notice) == {Mark.AUTOMATIC}
    ours = mail("From: support@oakshop.example", f"Message-ID: <{new_external_id(ACCOUNT)}>", author="")
    assert noted(ours).direction is Direction.OUTBOUND


def test_cases_are_read_from_our_address_and_from_the_subject() -> None:
    address = plus_address(ACCOUNT, "3312")
    assert noted(mail(f"To: {address}", "Subject: Re: Chair [#77]")).tags == ("c3312", "c77")


def test_nobody_writes_into_a_case_by_guessing_its_address() -> None:
    digest = plus_address(ACCOUNT, "3312").partition(".")[2].partition("@")[0]
    for address in (
        "support+c3312@oakshop.example",
        "support+c3312.0000000000000000@oakshop.example",
        f"support+c3313.{digest}@oakshop.example",
        f"other+c3312.{digest}@oakshop.example",
    ):
        assert noted(mail(f"To: {address}")).tags == ()


def test_what_the_parser_remarked_stays() -> None:
    raw = mail()
    incoming = read_mail(raw)
    damaged = replace(incoming, remarks=(Remark(mark=Mark.DAMAGED, words="cut"),))
    assert annotate(damaged, Headers(raw), ACCOUNT).remarks[0].words == "cut"


_FIELD = st.sampled_from(
    [
        "Authentication-Results",
        "From",
        "Sender",
        "Reply-To",
        "Return-Path",
        "Content-Type",
        "List-Id",
        "Message-ID",
        "To",
    ]
)
_VALUE = st.one_of(
    st.text(alphabet=st.characters(exclude_characters="\r\n\x00", codec="utf-8"), max_size=80),
    st.lists(
        st.sampled_from(
            [SERVER, ";", " ", "(", ")", '"', "\\", "=", "dmarc", "pass", "/", "1", "@", "<", ">", "a.b", ","]
        ),
        max_size=30,
    ).map("".join),
)


@given(st.lists(st.tuples(_FIELD, _VALUE), max_size=8), st.binary(max_size=300))
def test_no_header_however_broken_stops_it(fields: list[tuple[str, str]], body: bytes) -> None:
    raw = "".join(f"{name}: {value}\r\n" for name, value in fields).encode() + b"\r\n" + body
    noted(raw)
