"""Ready texts: which wording, which fit, and how they are found."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.channel import Channel
from desktop.domain.office.texts import ReadyText, TextKind, Wording, found, indexed, template_for
from desktop.domain.office.variables import VARIABLES, filled, filled_html, first_name, gaps

THANKS = ReadyText(
    title="Dziękujemy",
    shortcut="thx",
    wordings=tuple(Wording(language=code, text=code) for code in ("en", "pl", "pt", "pt-BR", "zh-CN")),
)


def _found(typed: str, *texts: ReadyText) -> list[str]:
    return [one.title for one in found([indexed(text) for text in texts], typed, 9)]


def test_the_first_language_there_is_is_taken() -> None:
    assert THANKS.wording(["de", "pl", "en"]).text == "pl"
    assert THANKS.wording(["pt-BR"]).text == "pt-BR"
    assert THANKS.wording(["pt-PT"]).text == "pt"
    assert THANKS.wording(["zh"]).text == "zh-CN"
    assert THANKS.wording(["zh_TW"]).text == "zh-CN"


def test_without_any_of_the_languages_the_one_for_all_is_taken_or_the_first() -> None:
    every = ReadyText(title="x", wordings=(Wording(text="en", language="en"), Wording(text="all")))
    assert every.wording(["hu"]).text == "all"
    assert THANKS.wording(["hu", ""]).text == "en"
    assert ReadyText(title="empty").wording(["pl"]).text == ""


def test_a_text_fits_its_queues_and_channels_alone() -> None:
    only = ReadyText(title="x", queues=("Sales",), channels=(Channel.EMAIL,))
    assert only.fits("sales", Channel.EMAIL)
    assert not only.fits("Support", Channel.EMAIL)
    assert not only.fits("Sales", Channel.VOICE)
    assert THANKS.fits("anything", Channel.VOICE)


def test_shortcuts_come_before_titles_and_titles_before_words() -> None:
    by_words = ReadyText(title="Opening hours", wordings=(Wording(text="thx for asking"),))
    by_title = ReadyText(title="THX a lot")
    longer = ReadyText(title="Longer", shortcut="thxmany")
    assert _found("thx", by_words, by_title, longer, THANKS) == ["Dziękujemy", "Longer", "THX a lot", "Opening hours"]


def test_diacritics_and_chinese_are_found_as_everywhere() -> None:
    refund = ReadyText(title="退款", wordings=(Wording(text="您好，退款已汇出"),))
    assert _found("dziek", THANKS, refund) == ["Dziękujemy"]
    assert _found("汇出", THANKS, refund) == ["退款"]
    assert _found("", THANKS, refund) == ["Dziękujemy", "退款"]
    assert _found("nothing", THANKS, refund) == []


def test_a_template_of_the_queue_comes_before_one_for_all() -> None:
    general = ReadyText(title="all", kind=TextKind.TEMPLATE)
    own = ReadyText(title="own", kind=TextKind.TEMPLATE, queues=("Sales",))
    assert template_for((THANKS, general, own), "Sales", Channel.EMAIL) is own
    assert template_for((THANKS, general, own), "Support", Channel.EMAIL) is general
    assert template_for((THANKS, own), "Support", Channel.EMAIL) is None


def test_what_has_a_value_is_filled_and_the_rest_stays_a_gap() -> None:
    text = filled("{customer.name}, {order.number}, {today}, {order.number}, {nobody}", {"customer.name": "Anna"})
    assert text == "Anna, {order.number}, {today}, {order.number}, {nobody}"
    assert gaps(text) == ("{order.number}", "{today}")


def test_a_value_is_text_in_html() -> None:
    assert filled_html("<b>{customer.name}</b>", {"customer.name": "<i>&"}) == "<b>&lt;i&gt;&amp;</b>"


@given(st.text(), st.dictionaries(st.sampled_from(VARIABLES), st.text(min_size=1)))
def test_a_value_that_looks_like_a_variable_is_not_filled_again(before: str, values: dict[str, str]) -> None:
    values = {**values, "customer.name": "{agent.name}", "agent.name": "Maria"}
    assert filled("{customer.name}", values) == "{agent.name}"
    assert all(name in before for name in gaps(before))


def test_first_names_of_the_ways_names_are_written() -> None:
    assert first_name("Anna Kowalczyk") == "Anna"
    assert first_name("Kowalczyk, Anna Maria") == "Anna"
    assert first_name("陈美玲") == "陈美玲"
    assert first_name("") == ""
