"""`tr`, the one way a text for the user is written; the composition root installs the translator.

The domain knows no Qt, so the translator is a plain function; `pyside6-lupdate` finds the calls by name.
"""

from collections.abc import Callable

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
