"""`tr`, the one way a text for the user is written; the composition root installs the translator.

What one program writes and another shows, on another computer perhaps, is `told`: it is kept as what was meant, and put
into words where it is read. Who needs it imports `told as tr`, the name by which the translators' texts are found.

The domain knows no Qt, so the translator is a plain function; `pyside6-lupdate` finds the calls by name.
"""

from collections.abc import Callable, Mapping

Translator = Callable[[str, int], str]


def _untranslated(source: str, n: int) -> str:
    return source


_translator: Translator = _untranslated


def install_translator(translator: Translator) -> None:
    """Use `translator(source, n)` from now on; `n` is the number for plural forms, or -1."""
    global _translator
    _translator = translator


def tr(source: str, /, n: int = -1, **values: object) -> str:
    """The text in the user's language: `%n` becomes `n` in the right plural form, `{name}` its value."""
    text = _translator(source, n)
    if n >= 0:
        text = text.replace("%n", str(n))
    return text.format(**values) if values else text


class Told(str):
    """A text in the language of who runs the program, which knows what it was put into words from."""

    source: str
    n: int
    values: Mapping[str, object]


def told(source: str, /, n: int = -1, **values: object) -> Told:
    """As `tr`; to be kept by `meant`. A value may be told itself."""
    text = Told(tr(source, n, **values))
    text.source, text.n, text.values = source, n, values
    return text


def meant(text: str) -> object:
    """What of a text is kept, for JSON: of one that is `told` its source and its values, else its words."""
    if not isinstance(text, Told):
        return text
    values = {name: meant(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return [text.source, text.n, values]


def told_again(kept: object) -> str:
    """In the language of who reads it; `kept` is what `meant` gave."""
    if not isinstance(kept, list):
        return str(kept)
    source, n, values = kept
    again = {name: told_again(value) if isinstance(value, list) else value for name, value in values.items()}
    return told(source, n, **again)
