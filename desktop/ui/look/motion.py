"""Whether things may move: not when the system asks for reduced motion."""

from PySide6.QtWidgets import QApplication, QStyle


def has_motion() -> bool:
    return bool(QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animate))
