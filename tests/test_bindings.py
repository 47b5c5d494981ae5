"""A guard on PySide6 itself: 6.12.0 on Python 3.11 loses a reference to None with every void call."""

import sys

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal


class _Emitter(QObject):
    fired = Signal()


@pytest.mark.parametrize("value", [None, True, False], ids=str)
def test_qt_calls_keep_the_reference_counts_of_singletons(qapp: QCoreApplication, value: object) -> None:
    emitter = _Emitter()
    emitter.fired.connect(lambda: None)
    before = sys.getrefcount(value)
    for _ in range(500):
        qapp.processEvents()
        emitter.fired.emit()
    # immortal objects (Python 3.12) do not count; a leak or a loss shows as 500
    assert abs(sys.getrefcount(value) - before) < 100
