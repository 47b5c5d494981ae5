"""The user's language: a Qt translation file becomes what `tr` asks."""

import logging
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator

from desktop.domain.text import install_translator

logger = logging.getLogger(__name__)

_MOST = 2**31 - 1
_MILLION = 1_000_000


def use_language(folder: Path, locale: QLocale) -> QTranslator | None:
    """Load `parley_<language>.qm` of `folder`; None, and English stays, when there is none for `locale`.

    What it does not say is said in English, whose own catalogue holds nothing but plural forms. Call it before the
    settings are declared and before any window. The translator is also what Qt's own texts would be installed from,
    so it is returned to be kept.
    """
    chosen, english = _load(folder, locale), _load(folder, QLocale(QLocale.Language.English))
    catalogues = [catalogue for catalogue in (chosen, english) if catalogue is not None]

    @lru_cache(maxsize=4096)  # a ring asks four hundred times, for the same few texts
    def translate(source: str, n: int) -> str:
        said = (catalogue.translate("", source, "", _countable(n)) for catalogue in catalogues)
        return next((text for text in said if text), source)

    if catalogues:
        install_translator(translate)
    if chosen is not None:
        logger.info("Speaking %s", chosen.language())
    return chosen


def _countable(n: int) -> int:
    """Qt counts in 32 bits, and a server may name any number; the plural form is seen in the last figures."""
    return n if n <= _MOST else _MILLION + n % _MILLION


def spoken_locale(locale: QLocale, chosen: QTranslator | None) -> QLocale:
    """How months, days and figures are written beside the texts of `chosen`, or English ones: as `locale` says, unless
    it speaks another language than they do."""
    language = QLocale(chosen.language()).language() if chosen is not None else QLocale.Language.English
    if locale.language() == language:
        return locale
    there = QLocale(language, locale.territory())
    if there.territory() == locale.territory():  # Qt knows how they are written there
        return there
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom) if chosen is None else QLocale(language)


def _load(folder: Path, locale: QLocale) -> QTranslator | None:
    translator = QTranslator()
    return translator if translator.load(locale, "parley", "_", str(folder)) else None
