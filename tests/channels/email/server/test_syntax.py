"""IMAP's grammar: responses, folder names, sets of UIDs, and how far an account was read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.channels.email.server.position import FolderPosition, Place, place, read, write
from desktop.channels.email.server.syntax import (
    Nonsense,
    Token,
    can_be_quoted,
    coded_name,
    folder_name,
    number,
    pairs,
    quoted,
    ranges,
    sets_of,
    tokens,
)

_PIECES = st.lists(st.one_of(st.binary(max_size=60), st.binary(max_size=20).map(bytearray)), max_size=6)
_LIKE_IMAP = st.lists(
    st.sampled_from([b"(", b")", b'"', b"\\", b" ", b"NIL", b"BODY[", b"]", b"<0>", b"UID", b"1", b"{3}", b"\x00"]),
    max_size=40,
).map(b"".join)


@given(st.one_of(_PIECES, _LIKE_IMAP.map(lambda text: [text])))
def test_whatever_a_server_says_is_tokens_or_nonsense(pieces: list[bytes | bytearray]) -> None:
    try:
        found = tokens(pieces)
    except Nonsense:
        return
    assert isinstance(found, list)


def test_a_response_is_read_with_its_lists_texts_and_literals() -> None:
    said = b'* 3 FETCH (UID 7 FLAGS (\\Seen $A) X "a \\"b\\" c" NIL () BODY[HEADER.FIELDS (TO)]<0> '
    flags: list[Token] = [b"\\Seen", b"$A"]
    inner: list[Token] = [
        b"UID",
        b"7",
        b"FLAGS",
        flags,
        b"X",
        b'a "b" c',
        None,
        [],
        b"BODY[HEADER.FIELDS (TO)]<0>",
        b"(",
    ]
    assert tokens([said, bytearray(b"("), b")"]) == [b"*", b"3", b"FETCH", inner]


@pytest.mark.parametrize("said", [b"(", b")", b"(()", b'"open', b"(" * 100, b'a "b'])
def test_what_does_not_close_is_nonsense(said: bytes) -> None:
    with pytest.raises(Nonsense):
        tokens([said])


def test_names_and_values_come_in_pairs_and_numbers_are_numbers() -> None:
    assert pairs([b"uid", b"7", b"FLAGS", []]) == {b"UID": b"7", b"FLAGS": []}
    no_pairs: list[Token] = [[b"UID"], [[], b"7"], None, b"UID"]
    for wrong in no_pairs:
        with pytest.raises(Nonsense):
            pairs(wrong)
    no_numbers: list[Token] = [b"", b"-1", b"x", None, [], b"1" * 20, "²".encode()]
    for wrong in no_numbers:
        with pytest.raises(Nonsense):
            number(wrong)


@given(st.text(max_size=40))
def test_a_folders_name_comes_back_as_it_went_and_goes_as_ascii(name: str) -> None:
    if not any("\ud800" <= letter <= "\udfff" for letter in name):
        assert folder_name(coded_name(name)) == name
        assert coded_name(name).isascii()


def test_folder_names_are_written_as_servers_know_them() -> None:
    assert coded_name("Zamówienia & 退款") == b"Zam&APM-wienia &- &kABrPg-"
    assert folder_name(b"~peter/mail/&U,BTFw-/&ZeVnLIqe-") == "~peter/mail/台北/日本語"
    assert folder_name(b"&broken") == "&broken"
    assert folder_name(b"&!!-") == "&!!-"
    assert folder_name(b"&" * 400_000) == "&" * 400_000  # each is looked at once


@given(st.sets(st.integers(1, 300), max_size=80))
def test_a_set_of_uids_names_each_of_them_and_no_other(uids: set[int]) -> None:
    named: set[int] = set()
    for part in filter(None, sets_of(sorted(uids)).split(",")):
        first, _, last = part.partition(":")
        named.update(range(int(first), int(last or first) + 1))
    assert named == uids


@given(st.binary(max_size=30).filter(can_be_quoted))
def test_what_is_quoted_is_read_as_it_was(data: bytes) -> None:
    assert tokens([quoted(data)]) == [data]


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8),
        st.builds(FolderPosition, validity=st.integers(0), next=st.integers(1), floor=st.integers(1)),
        max_size=4,
    )
)
def test_a_position_comes_back_as_it_was_kept(positions: dict[str, FolderPosition]) -> None:
    assert read(write(positions), positions) == positions


@given(st.one_of(st.text(max_size=60), st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps)))
def test_a_position_that_cannot_be_read_is_the_beginning(position: str) -> None:
    assert read(position, ["INBOX"]) == {}


def test_a_position_that_is_half_there_is_the_beginning() -> None:
    kept = write({"INBOX": FolderPosition(validity=1, next=5, floor=2)})
    assert read(kept.replace("floor", "flour"), ["INBOX"]) == {}
    assert read(kept.replace("5", '"5"'), ["INBOX"]) == {}
    assert read(kept, ["Other"]) == {}


@given(st.integers(0, 2**32), st.integers(1, 2**32), st.text(min_size=1, max_size=20))
def test_a_place_comes_back_as_it_was_kept(validity: int, uid: int, folder: str) -> None:
    its = Place(folder=folder, validity=validity, uid=uid)
    assert place(str(its)) == its


def test_a_folder_whose_name_is_half_a_letter_has_a_coded_one() -> None:
    assert coded_name("a\ud800/b") == b"a&2AA-/b"


@pytest.mark.parametrize("text", ["", "nowhere", "1:2", "1:2:", "x:2:INBOX", "1::INBOX"])
def test_what_is_no_place_is_none(text: str) -> None:
    assert place(text) is None


@given(st.sets(st.integers(min_value=1, max_value=2**32 - 1), min_size=1, max_size=50))
def test_a_set_of_uids_is_read_as_it_is_written(uids: set[int]) -> None:
    read = ranges(sets_of(sorted(uids)).encode())
    assert [uid for first, last in read for uid in range(first, last + 1)] == sorted(uids)


@pytest.mark.parametrize("text", [b"", b",", b"1:", b":1", b"1:2:3", b"*", b"1:*", b"-1", b"12345678901", b"1 2", b"x"])
def test_what_is_no_set_of_uids_is_nonsense(text: bytes) -> None:
    with pytest.raises(Nonsense):
        ranges(text)
