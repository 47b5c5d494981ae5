"""What is written can be read: at least 4.5 to 1 (WCAG 2.2, 1.4.3), in both themes, on every ground it stands on."""

import pytest
from PySide6.QtGui import QColor

from desktop.ui.look.tokens import AGENT_HUE, AVATAR_HUES, DARK, LIGHT, Tokens
from desktop.ui.widgets.paint import CHIP_COLOURS

_LEAST, _LEAST_OF_SIGNS = 4.5, 3.0

_GROUNDS = ("background", "panel", "panel_quiet", "hover", "accent_soft")
_ON_ANY = ("text", "text2", "text3", "accent", "red", "amber", "green")
_FILLED = (("on_accent", "accent"), ("on_green", "green"), ("on_red", "red"))
_BUBBLES = [(ink, ground) for ink in ("text", "text2") for ground in ("accent_soft", "amber_soft", "red_soft")]
_TIP = ("panel", "text")
_CHIPS = [(ink, fill) for fill, ink in CHIP_COLOURS.values()]

_PAIRS = [*((ink, ground) for ink in _ON_ANY for ground in _GROUNDS), *_FILLED, *_BUBBLES, _TIP, *_CHIPS]


def _light(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_what_they_stand_on(theme: Tokens) -> None:
    found = {(ink, ground): contrast(theme.tone(ink), theme.tone(ground)) for ink, ground in _PAIRS}
    assert {pair: round(value, 2) for pair, value in found.items() if value < _LEAST} == {}


def test_initials_stand_out_from_every_avatar() -> None:
    assert [hue for hue in (*AVATAR_HUES, AGENT_HUE) if contrast("#ffffff", hue) < _LEAST] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_ring_stands_out(theme: Tokens) -> None:
    assert [ground for ground in _GROUNDS if contrast(theme.accent, theme.tone(ground)) < _LEAST_OF_SIGNS] == []
