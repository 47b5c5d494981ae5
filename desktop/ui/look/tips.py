"""What stands where the pointer rests: words, whoever wrote them.

Qt takes for HTML what looks like it, and a tooltip reads the files and shares that HTML names: the name of a sender or
of a file would be enough for that.
"""

from html import escape

from PySide6.QtGui import Qt


def tip(words: str) -> str:
    """For `setToolTip` and its like: shown letter for letter."""
    is_taken_for_html = Qt.mightBeRichText(words)
    return f'<p style="white-space: pre-wrap">{escape(words)}</p>' if is_taken_for_html else words
