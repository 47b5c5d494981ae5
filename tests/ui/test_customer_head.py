"""Where the parts of a customer's head stand: chips on as many lines as they need, nothing over anything else."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.call import CallerHints
from desktop.domain.channel import Direction
from desktop.domain.customer import Address, AddressKind, Customer
from desktop.domain.history import Dossier, Match, MatchReason, RecentContact
from desktop.numbering import PhoneNumbering
from desktop.ui.look.tokens import SIDEBAR, SIDEBAR_LEAST, SIDEBAR_MOST
from desktop.ui.main_window import MainWindow
from desktop.ui.sidebar.customer_head import CustomerHead
from desktop.ui.widgets.banners import Banner
from desktop.ui.widgets.chips import Chips
from tests.ui.stage import ANNA, Stage

LONG = "Maximiliane-Wilhelmine von und zu Hohenlohe-Waldenburg-Schillingsfürst"


@pytest.fixture
def head(window: MainWindow, stage: Stage, qtbot: QtBot) -> CustomerHead:
    made = CustomerHead(PhoneNumbering("PL"), stage.services.mailings.left_out)
    qtbot.addWidget(made)
    return made


def dossier_of(stage: Stage, customer: Customer, *, is_recent: bool = True) -> Dossier:
    known = stage.store.dossier(stage.store.match_caller(CallerHints(from_uri=f"sip:{ANNA}@pbx.example")))
    recent: RecentContact | None = known.recent
    assert recent is not None
    return replace(known, customer=customer, recent=recent if is_recent else None)


def everything(name: str = "Anna Kowalczyk", mails: int = 9) -> Customer:
    addresses = [Address(kind=AddressKind.PHONE, value=ANNA, typed=ANNA)]
    addresses += [
        Address(kind=AddressKind.EMAIL, value=f"m{n}@x.example", typed=f"m{n}@x.example") for n in range(mails)
    ]
    return Customer(id=1, name=name, is_vip=True, addresses=tuple(addresses), tags=("trade", "Kraków", "退款订单"))


def places(head: CustomerHead) -> list[QRect]:
    parts = [child for child in head.children() if isinstance(child, QWidget) and child.isVisible()]
    return [part.geometry() for part in parts]


@pytest.mark.parametrize("width", [SIDEBAR_LEAST, SIDEBAR, SIDEBAR_MOST])
@pytest.mark.parametrize("name", ["Anna Kowalczyk", LONG, "王秀英"])
def test_no_part_stands_over_another_or_outside(head: CustomerHead, stage: Stage, width: int, name: str) -> None:
    head.show()
    head.show_dossier(dossier_of(stage, everything(name)), Direction.INBOUND)
    head.resize(width, head.place(width))
    found = places(head)
    assert len(found) == 11
    for number, place in enumerate(found):
        assert head.rect().contains(place)
        assert not any(place.intersects(other) for other in found[:number])


def test_what_is_not_said_takes_no_room(head: CustomerHead, stage: Stage) -> None:
    head.show()
    whole = dossier_of(stage, everything())
    heights = []
    nobody = Match(reason=MatchReason.UNKNOWN)
    for dossier, direction in (
        (whole, Direction.INBOUND),
        (whole, Direction.OUTBOUND),
        (replace(whole, match=nobody), None),
        (dossier_of(stage, Customer(id=1, name="Jo")), None),
    ):
        head.show_dossier(dossier, direction)
        heights.append(head.place(SIDEBAR))
    assert all(more > less for more, less in pairwise(heights))


def test_chips_go_on_on_the_next_line_and_one_that_is_too_wide_is_cut_and_told(
    window: MainWindow, qtbot: QtBot
) -> None:
    chips = Chips()
    qtbot.addWidget(chips)
    assert chips.place(0, 0, 300) == 0
    chips.set_chips([("one", "neutral"), ("two", "accent")])
    line = chips.place(0, 0, 300)
    assert chips.place(0, 0, 40) == 2 * line + 6
    assert not chips.toolTip()
    long = "somebody.with.a.very.long.name@somewhere.example"
    chips.set_chips([("one", "neutral"), (long, "neutral")])
    assert chips.place(0, 0, 120) == 2 * line + 6
    assert chips.toolTip() == long
    assert chips.accessibleName() == f"one, {long}"


def test_a_banner_is_as_high_as_its_words_need_and_shows_all_of_them(window: MainWindow, qtbot: QtBot) -> None:
    banner = Banner("amber")
    qtbot.addWidget(banner)
    banner.say("4th contact in 6 days", "on 3 channels. The last one is unresolved.")
    heights = [banner.heightForWidth(width) for width in (600, 300, 120)]
    assert heights[0] < heights[1] < heights[2]
    banner.say("一二三四五六七八九十" * 12)  # no space to break at
    assert banner.heightForWidth(300) > heights[1]
    banner.resize(300, banner.heightForWidth(300))
    banner.show()
    QApplication.processEvents()
    image = banner.grab().toImage()
    soft = image.pixelColor(image.width() // 2, 3)
    right = image.devicePixelRatio() * (300 - 9)
    assert all(image.pixelColor(round(right), y) == soft for y in range(8, image.height() - 8))
