"""The style sheet for what Qt paints: fields, lists, menus, scroll bars, cards. Generated from the tokens."""

from collections.abc import Mapping

from desktop.ui.look.tokens import FACES, RADIUS_BUTTON, RADIUS_CARD, RADIUS_CHIP, Tokens

PICTURES = ("chevron", "check", "chevron-left", "chevron-right")  # of combo boxes, ticked boxes, tabs
_TONES = ("text", "text2", "text3", "accent", "green", "amber", "red", "on_accent")

_TEMPLATE = """
QWidget {{ color: {text}; font-family: "{family}"; font-size: 13px; }}
QMainWindow, QDialog, QWidget#background {{ background: {background}; }}
QWidget#panel {{ background: {panel}; }}
QWidget#quiet {{ background: {panel_quiet}; }}
QFrame#card {{ background: {panel}; border: 1px solid {line}; border-radius: {card}px; }}
QFrame#floating {{ background: {panel}; border: 1px solid {line}; border-radius: {card}px; }}
QFrame#rule {{ background: {line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame#ruleQuiet {{ background: {line_quiet}; border: none; max-height: 1px; min-height: 1px; }}
QFrame#ruleUpright {{ background: {line}; border: none; max-width: 1px; min-width: 1px; }}
QLabel {{ background: transparent; }}
QToolTip {{ background: {text}; color: {panel}; border: none; padding: 4px 8px; font-size: 12px; }}

QLineEdit, QPlainTextEdit#field, QAbstractSpinBox, QComboBox {{
  background: {panel}; border: 1px solid {line}; border-radius: {button}px; padding: 0 11px; min-height: 34px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit#field {{ padding: 7px 9px; min-height: 56px; }}
QComboBox {{ padding-left: 13px; combobox-popup: 0; }}
QLineEdit:hover, QPlainTextEdit#field:hover, QAbstractSpinBox:hover, QComboBox:hover {{ border-color: {edge}; }}
QLineEdit:focus, QPlainTextEdit#field:focus, QAbstractSpinBox:focus, QComboBox:focus {{ border-color: {accent}; }}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled, QPlainTextEdit#field:disabled {{
  color: {text3}; background: {panel_quiet}; }}
QLineEdit#quietField {{ background: {panel_quiet}; min-height: 30px; }}
QLineEdit#bareField, QAbstractSpinBox > QLineEdit {{ border: none; background: transparent; padding: 0; }}
QLineEdit#recipients {{ border: none; background: transparent; padding: 0; min-height: 32px; }}
QAbstractSpinBox > QLineEdit {{ min-height: 0; }}
QDateTimeEdit {{ min-height: 28px; padding: 0; }}
QCalendarWidget QAbstractItemView {{ background: transparent; border: none; outline: none;
  selection-background-color: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QComboBox::drop-down {{ border: none; width: 28px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {panel}; border: 1px solid {line}; padding: 4px; outline: none; }}
QComboBox QAbstractItemView::item {{ padding: 0 8px; min-height: 28px; border-radius: {chip_radius}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {accent_soft}; color: {text}; }}
QTextEdit#notes {{ background: transparent; border: none; padding: 0; font-size: 13px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QTextBrowser {{ background: transparent; border: none;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QCheckBox {{ spacing: 8px; min-height: 28px; background: transparent; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {edge}; border-radius: 4px; background: {panel}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{check}"); }}

QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget#plain {{ background: transparent; }}
QListView {{ outline: none; }}
QSplitter::handle {{ background: {line}; }}
QSplitter#bare::handle {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; border: none; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 3px; min-height: 32px; margin: 2px; }}
QScrollBar::handle:vertical:hover {{ background: {edge}; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; border: none; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: 3px; min-width: 32px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QTabBar#work {{ background: transparent; outline: none; font-size: 12px; font-weight: 500; }}
QTabBar#work::tab {{ background: transparent; border: none; border-bottom: 2px solid transparent; padding: 0 10px;
  margin: 0 2px 0 0; }}
QTabBar#work::tab:hover {{ background: {hover}; }}
QTabBar#work[front="true"]::tab:selected {{ background: {panel}; border-bottom: 2px solid {accent}; color: {text}; }}
QTabBar#work::scroller {{ width: 48px; }}
QTabBar#work::tear {{ width: 0; border: none; image: none; }}
QTabBar#work QToolButton {{ background: {background}; border: none; }}
QTabBar#work QToolButton:hover {{ background: {hover}; }}
QTabBar#work QToolButton::left-arrow {{ image: url("{chevron_left}"); width: 16px; height: 16px; }}
QTabBar#work QToolButton::right-arrow {{ image: url("{chevron_right}"); width: 16px; height: 16px; }}
QTabBar#work QToolButton::left-arrow:disabled, QTabBar#work QToolButton::right-arrow:disabled {{ image: none; }}

QMenu {{ background: {panel}; border: 1px solid {line}; border-radius: {button}px; padding: 4px; }}
QMenu::item {{ padding: 7px 24px 7px 12px; border-radius: {chip_radius}px; min-width: 168px; }}
QMenu::icon {{ padding-left: 12px; }}
QMenu::item:selected {{ background: {hover}; }}
QMenu::item:disabled {{ color: {text3}; }}
QMenu::separator {{ height: 1px; background: {line_quiet}; margin: 4px 8px; }}
"""


def style_sheet(tokens: Tokens, family: str, pictures: Mapping[str, str]) -> str:
    """`pictures`: the file of each of `PICTURES`."""
    colours = {name: getattr(tokens, name) for name in Tokens.__dataclass_fields__ if name != "is_dark"}
    sheet = _TEMPLATE.format(
        **colours,
        family=family,
        **{name.replace("-", "_"): pictures[name] for name in PICTURES},
        edge=_edge(tokens),
        card=RADIUS_CARD,
        button=RADIUS_BUTTON,
        chip_radius=RADIUS_CHIP,
    )
    tones = "".join(f'QLabel[tone="{tone}"] {{ color: {tokens.tone(tone)}; }}\n' for tone in _TONES)
    faces = "".join(
        f'QLabel[face="{name}"] {{ font-size: {face.size}px; font-weight: {face.weight}; }}\n'
        for name, face in FACES.items()
    )
    return sheet + tones + faces


def _edge(tokens: Tokens) -> str:
    """A border under the pointer: between `line` and `text3`."""
    return "#3d444f" if tokens.is_dark else "#cbd1da"
