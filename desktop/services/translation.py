"""The user's language: a Qt translation file becomes what `tr` asks."""

import logging
from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator

from desktop.domain.text import install_translator

logger = logging.getLogger(__name__)


def use_language(folder: Path, locale: QLocale) -> QTranslator | None:
    """Load `parley_<language>.qm` of `folder`; None, and English stays, when there is none for `locale`.

    Call it before the settings are declared and before any window. The translator is also what Qt's own texts
    would be installed from, so it is returned to be kept.
    """
    translator = QTranslator()
    if not translator.load(locale, "parley", "_", str(folder)):
        return None

    def translate(source: str, n: int) -> str:
        return translator.translate("", source, "", n) or source

    install_translator(translate)
    logger.info("Speaking %s", translator.language())
    return translator
