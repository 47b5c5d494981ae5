"""Files of ready texts: out and in again unchanged, in from another help desk, and bad rows told by line and reason."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.channel import Channel
from desktop.domain.errors import ConfigurationError
from desktop.domain.office.texts import ReadyText, TextKind, TextsRead, Wording
from desktop.store import DatabaseStore
from desktop.store.transfer.texts.markup import is_markup, read_markup
from desktop.store.transfer.texts.places import in_our_words


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "texts.csv"


def read(store: DatabaseStore, file: Path, content: str) -> TextsRead:
    file.write_text(content, encoding="utf-8")
    return store.read_texts(file)


def test_what_is_written_is_read_again_as_it_was(store: DatabaseStore, file: Path) -> None:
    pl = Wording(text='Dzień dobry, "A";\nB', html='<p>Dzień <b>dobry</b>, "A";<br>B</p>', language="pl")
    refund = ReadyText(
        title="Refund",
        shortcut="refund",
        wordings=(Wording(text="Dear {customer.name}", html="<p>Dear {customer.name}</p>"), pl),
        queues=("Sales", "Support"),
        channels=(Channel.EMAIL,),
    )
    store.save_text(refund)
    store.save_text(ReadyText(title="Begin", kind=TextKind.TEMPLATE, wordings=(Wording(text="{here}"),)))
    gone = store.save_text(ReadyText(title="Gone", wordings=(Wording(text="x"),)))
    assert gone.id is not None
    store.remove_text(gone.id)
    before = store.texts()
    assert store.write_texts(file) == 2
    assert store.read_texts(file) == TextsRead(unchanged=2)
    for one in before:
        assert one.id is not None
        store.remove_text(one.id)
    assert store.read_texts(file).created == 2
    assert [(one.title, one.kind, one.wordings, one.queues, one.channels) for one in store.texts()] == [
        (one.title, one.kind, one.wordings, one.queues, one.channels) for one in before
    ]


def test_the_replies_of_another_help_desk_are_read_with_what_they_leave_open(store: DatabaseStore, file: Path) -> None:
    content = (
        "Macro title;Comment;Locale;Folder\n"
        'Hello;"<p>Hi {{ticket.requester.first_name}},</p><script>x()</script><div>your case {{ ticket.id }} &amp; '
        '<a href=""https://shop.example/x"">this</a><a href=""javascript:x()"">that</a></div>";en_GB;Greetings\n'
        "Hello;Dzień dobry {{contact.name | default: 'x'}};pl;Greetings\n"
    )
    assert read(store, file, content) == TextsRead(created=1)
    (text,) = store.texts()
    english, polish = text.wordings
    assert english.text == "Hi {customer.first_name},\nyour case {case.number} & thisthat"
    assert english.html == (
        "<p>Hi {customer.first_name},</p><p>your case {case.number} &amp; "
        '<a href="https://shop.example/x">this</a>that</p>'
    )
    assert (english.language, polish.language) == ("en-GB", "pl")
    assert polish.text == "Dzień dobry {customer.name}"


def test_each_bad_row_is_told_by_line_and_reason_and_the_others_go_in(store: DatabaseStore, file: Path) -> None:
    content = (
        "title,text,channels,language\n"
        "Good,Words,,\n"
        "Open,See {{ticket.url}},,\n"
        ",Nameless,,\n"
        "Empty,,,\n"
        "Pigeon,By air,pigeon,\n"
        "Twice,One,,en\n"
        "Twice,Two,,EN\n"
    )
    file.write_text(content, encoding="utf-8")
    looked = store.check_texts(file)
    assert not store.texts()
    report = store.read_texts(file)
    assert (looked.created, looked.rejected) == (report.created, report.rejected) == (1, 6)
    assert [one.title for one in store.texts()] == ["Good"]
    assert report.remarks[:3] == (
        "Line 3: nothing is known to fill in for {{ticket.url}}",
        "Line 4: there is no title",
        "Line 5: there is no text",
    )
    assert "pigeon" in report.remarks[3]
    assert report.remarks == looked.remarks
    with Path(report.rejects).open(encoding="utf-8", newline="") as bad:
        assert [row[0] for row in csv.reader(bad)] == ["line", "3", "4", "5", "6", "7", "8"]


def test_a_language_that_comes_later_joins_those_that_are_there(store: DatabaseStore, file: Path) -> None:
    assert read(store, file, "title,text,language\nHi,Hello,en\n").created == 1
    assert read(store, file, "title,text,language\nHi,Cześć,pl\nBye,Pa,pl\nHi,Hej!,sv\n").changed == 2
    hi = next(one for one in store.texts() if one.title == "Hi")
    assert [one.language for one in hi.wordings] == ["en", "pl", "sv"]
    assert read(store, file, "title,text,language\nHi,Hello,en\n").unchanged == 1


def test_a_file_without_texts_is_refused_in_words(store: DatabaseStore, file: Path) -> None:
    with pytest.raises(ConfigurationError, match="text"):
        read(store, file, "title,colour\nA,red\n")
    with pytest.raises(ConfigurationError):
        store.read_texts(file.with_name("not there.csv"))


@pytest.mark.parametrize("open_one", ["<p", "</p", "<a x='", "<!--", "<![", "<?", "<a x='>"])
def test_what_begins_as_markup_again_and_again_is_read_in_one_pass(open_one: str) -> None:
    """Python's own reader raises for some, and takes minutes for the others."""
    cell = open_one * 80_000 + "<b>words</b>"
    assert is_markup(cell)
    read_markup(cell)


def test_comments_and_declarations_are_not_said() -> None:
    assert read_markup("<!doctype html><p>one <!-- y > z -->two<![endif]--> 1 < 2")[0] == "one two 1 < 2"


@given(st.text(alphabet="<>/ab p=\"'&;scriptul\n{}%![-?", max_size=80))
def test_whatever_stands_in_a_cell_becomes_harmless(cell: str) -> None:
    text, html = read_markup(cell)
    again, same = read_markup(html)
    assert "<script" not in html.lower()
    assert read_markup(same)[1] == same
    assert text or again == text


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("{{customer.name}}", "{customer.name}"),
        ("{{ ticket.requester.name | capitalize }}", "{customer.name}"),
        ("{%customer.firstName,fallback=there%}", "{customer.first_name}"),
        ("{{conversation.number}}", "{case.number}"),
        ("{{current_user.name}}", "{agent.name}"),
        ("{not ours} {customer.name}", "{not ours} {customer.name}"),
    ],
)
def test_what_others_leave_open_is_known(theirs: str, ours: str) -> None:
    assert in_our_words(theirs) == ours


@pytest.mark.parametrize("theirs", ["{{x}}", "{{", "{% if a %}", "{{ticket.comments[0].value}}"])
def test_what_nobody_can_fill_in_is_refused(theirs: str) -> None:
    with pytest.raises(ValueError, match="fill in"):
        in_our_words(theirs)


def test_words_with_signs_of_smaller_and_larger_are_no_markup() -> None:
    assert not is_markup("a < b and c > d, <anna@mail.example>")
    assert is_markup("One<br />two")
