"""Texts come from the network: NUL and lone surrogates, which no database takes alike, become U+FFFD."""

from typing import Any


def cleaned(row: Any) -> Any:
    """The values of one row or statement, by name or by place; the same object when there is nothing to do."""
    for value in row.values() if isinstance(row, dict) else row:
        # most are short and ASCII: asked here, for the call takes longer than the answer
        if type(value) is str and ("\0" in value or not (value.isascii() or _is_clean(value))):
            break
    else:
        return row
    if isinstance(row, dict):
        return {name: _clean(value) for name, value in row.items()}
    return tuple(_clean(value) for value in row)


def _is_clean(text: str) -> bool:
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _clean(value: Any) -> Any:
    if type(value) is not str or _is_clean(value):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
