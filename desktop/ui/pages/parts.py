"""What the pages have in common: a head, and a list of rows under it."""

from PySide6.QtWidgets import QHBoxLayout, QListView, QScrollArea, QWidget

from desktop.ui.lists.rows import PanelRowDelegate
from desktop.ui.lists.rows_model import RowsModel
from desktop.ui.lists.views import list_view
from desktop.ui.look.tokens import L, M
from desktop.ui.widgets.layout import row
from desktop.ui.widgets.text import TextLine

_HEIGHT = 48


def page_head(title: str) -> tuple[QWidget, QHBoxLayout]:
    """The box, and its line for what else belongs there."""
    box = QWidget()
    box.setFixedHeight(_HEIGHT)
    line = row(box, margins=(L, 0, L, 0), spacing=M)
    line.addWidget(TextLine(title, "title", hugs=True))
    return box, line


def row_list(words: str, model: RowsModel) -> QListView:
    """Rows of one height; `words` name the list for screen readers."""
    view = list_view(words)
    view.setModel(model)
    view.setItemDelegate(PanelRowDelegate(view))
    view.setUniformItemSizes(True)
    return view


def reveal(widget: QWidget) -> None:
    """Scroll the page it is on until it is seen."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget, 0, L)
