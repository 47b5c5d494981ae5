"""The newest orders, painted as lines: agents are asked about orders."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.customer import Order
from desktop.ui.look.theme import tokens
from desktop.ui.look.tips import tip
from desktop.ui.look.writing import fitting, put, uncut
from desktop.ui.widgets.paint import CHIP_HEIGHT, chip_width, paint_chip
from desktop.ui.words import order_tone

_LINE = 22
_MOST = 3  # the rest is one click away


class OrdersBox(QWidget):
    """Number, what it is, and the shop's word for how it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._orders: tuple[Order, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_orders(self, orders: tuple[Order, ...]) -> None:
        self._orders = orders[:_MOST]
        self.setAccessibleName("; ".join(f"{order.number} {order.summary} {order.status}" for order in self._orders))
        self.setToolTip(tip("\n".join(f"{order.number}  {order.summary}" for order in self._orders)))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _LINE * len(self._orders))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = tokens()
        numbers = [uncut(order.number, "body", tabular=True) for order in self._orders]
        widest = max((number.width for number in numbers), default=0.0) + 12
        for place, (order, number) in enumerate(zip(self._orders, numbers, strict=True)):
            box = QRectF(0, place * _LINE, self.width(), _LINE)
            put(painter, box, number, now.text)
            chip = min(chip_width(order.status), box.width() * 0.4)
            paint_chip(
                painter, QRectF(box.right() - chip, box.top() + 2, chip, CHIP_HEIGHT), order.status, order_tone(order)
            )
            room = box.adjusted(widest, 0, -chip - 8, 0)
            put(painter, room, fitting(order.summary, "body", room.width()), now.text2)
