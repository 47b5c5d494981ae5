"""What no database takes alike is replaced, whatever stands beside it; what is clean is not copied."""

import pytest

from desktop.store.clean import cleaned


@pytest.mark.parametrize(
    ("said", "kept"), [("a\0b", "a\ufffdb"), ("退\0", "退\ufffd"), ("\ud800", "\ufffd"), ("\ud83d\ude00", "😀")]
)
def test_each_value_is_cleaned_by_itself(said: str, kept: str) -> None:
    assert cleaned({"said": said, "raw": b"\0", "count": 1}) == {"said": kept, "raw": b"\0", "count": 1}
    assert cleaned(("a", said)) == ("a", kept)


def test_a_clean_row_stays_the_same_object() -> None:
    row = {"said": "Zażółć 退款", "raw": b"\0"}
    assert cleaned(row) is row
