"""The look in numbers: both palettes, the type scale and the 4 px grid. Nothing else in the program names a colour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One palette. `text`, `text2` and `text3` are all at least 4.5:1 on `panel`; `on_*` are written on that colour."""

    is_dark: bool
    background: str
    panel: str
    panel_quiet: str
    line: str
    line_quiet: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_soft: str
    on_accent: str
    green: str
    green_soft: str
    on_green: str
    amber: str
    amber_soft: str
    red: str
    red_soft: str
    on_red: str
    hover: str
    pressed: str
    chip: str
    shadow: str

    def tone(self, name: str) -> str:
        """The colour for a tone's name: `text`, `text2`, `text3`, `accent`, `green`, `amber`, `red`, `on_…`."""
        return str(getattr(self, name))


LIGHT = Tokens(
    is_dark=False,
    background="#f6f7f9",
    panel="#ffffff",
    panel_quiet="#fafbfc",
    line="#e4e7ec",
    line_quiet="#eef0f3",
    text="#1a1f29",
    text2="#5b6575",
    text3="#646e7e",
    accent="#3b5bdb",
    accent_soft="#eef2ff",
    on_accent="#ffffff",
    green="#237835",
    green_soft="#e6f6ea",
    on_green="#ffffff",
    amber="#a65500",
    amber_soft="#fff3e0",
    red="#c92a2a",
    red_soft="#ffeceb",
    on_red="#ffffff",
    hover="#f3f4f7",
    pressed="#e9ebf0",
    chip="#eef0f3",
    shadow="#28323c46",
)

DARK = Tokens(
    is_dark=True,
    background="#14161a",
    panel="#1b1e24",
    panel_quiet="#20242b",
    line="#2c313a",
    line_quiet="#262b33",
    text="#e8ebf0",
    text2="#a5aebb",
    text3="#8c96a6",
    accent="#8ea4ff",
    accent_soft="#262d4a",
    on_accent="#14161a",
    green="#69db7c",
    green_soft="#1d3325",
    on_green="#14161a",
    amber="#ffc078",
    amber_soft="#3a2b17",
    red="#ff8787",
    red_soft="#3d2022",
    on_red="#14161a",
    hover="#242932",
    pressed="#2c313a",
    chip="#262b33",
    shadow="#78000000",
)

# Avatars carry white initials in both themes: each is at least 4.5:1 under white.
AVATAR_HUES = (
    "#1971c2",
    "#7048e8",
    "#c2410c",
    "#0b7285",
    "#237835",
    "#862e9c",
    "#4d7c0f",
    "#be185d",
    "#4263eb",
    "#92400e",
)

AGENT_HUE = "#495057"

# The 4 px grid.
XS, S, M, L, XL = 4, 8, 12, 16, 20

RADIUS_CHIP, RADIUS_BUTTON, RADIUS_CARD = 5, 8, 10

TOP_BAR = 48
RAIL = 56
WORK_LIST, WORK_LIST_LEAST, WORK_LIST_MOST = 304, 240, 400
SIDEBAR, SIDEBAR_LEAST, SIDEBAR_MOST = 376, 320, 480
CALL_BAR = 72
ROW = 56
BUTTON = 40
BUTTON_SMALL = 32
FIELD = 36
CALL_BUTTON_WIDTH, CALL_BUTTON_HEIGHT = 58, 48
ICON, ICON_SMALL = 20, 14
DRAWER_BELOW = 1180
MOTION_MS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A step of the type scale, in px."""

    size: int
    weight: int = 400
    line: int = 20
    is_capitals: bool = False


FACES = {
    "name": Face(size=16, weight=600, line=24),
    "title": Face(size=14, weight=600),
    "strong": Face(size=13, weight=600),
    "medium": Face(size=13, weight=500),
    "body": Face(size=13),
    "small": Face(size=12, line=16),
    "small_medium": Face(size=12, weight=500, line=16),
    "small_strong": Face(size=12, weight=600, line=16),
    "caption": Face(size=11, weight=500, line=16),
    "section": Face(size=11, weight=600, line=16, is_capitals=True),
}
