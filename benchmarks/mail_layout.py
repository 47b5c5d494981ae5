"""How long the window stands still for one message: hostile pages and texts, read, made safe, and laid out and painted.

python3 dev.py bench mail_layout
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from benchmarks.common import parser, report
from desktop.channels.email.letters import EmailLetters
from desktop.domain.channel import Direction
from desktop.domain.message import Message
from desktop.domain.written import AttachmentInfo, WrittenMessage

_WORDS = " ".join(f"word{number}" for number in range(10))
_CID = AttachmentInfo(position=0, name="a.png", media_type="image/png", size=1, content_id="a", is_inline=True)
PAGES: dict[str, Callable[[], str]] = {
    "a page of 50 kB": lambda: f"<p>{_WORDS}</p>" * 700,
    "a megabyte of paragraphs": lambda: f"<p>{_WORDS}</p>" * 14_000,
    "a letter a paragraph": lambda: "<p>x" * 300_000,
    "10,000 columns": lambda: "<table><tr>" + "<td>x</td>" * 10_000 + "</table>",
    "100,000 cells": lambda: "<table>" + ("<tr>" + "<td>x</td>" * 100 + "</tr>") * 1_000 + "</table>",
    "a cell over a milliard columns": lambda: "<table><tr><td colspan=1000000000 rowspan=99999999>x</table>",
    "2,500 cells over 50 columns, 200 rows": lambda: (
        "<table>" + ("<tr>" + "<td colspan=50 rowspan=200>x" * 50) * 50 + "</table>"
    ),
    "24 tables in one another": lambda: "<table><tr><td>x</td><td>" * 24 + _WORDS,
    "20 times 8 tables in one another": lambda: (
        ("<table><tr><td>x</td><td>" * 8 + _WORDS + "</td></tr></table>" * 8) * 20
    ),
    "100,000 items": lambda: "<ul>" + "<li>x" * 100_000,
    "24,000 faces": lambda: "".join(f"<font size={n % 7} color=#{n % 4096:03x}>x</font>" for n in range(24_000)),
    "24,000 sizes": lambda: "".join(f'<span style="font-size:{n % 900}px">x</span>' for n in range(24_000)),
    "20,000 pictures": lambda: "<img src=cid:a width=2000 height=4000>" * 20_000,
    "60 times four times as large": lambda: '<span style="font-size:4em">' * 60 + "x",
    "100,000 rules": lambda: "<hr>" * 100_000,
}
TEXTS: dict[str, Callable[[], str]] = {
    "a megabyte of text": lambda: (_WORDS + "\n") * 14_000,
    "a word of a megabyte": lambda: "x" * 1_000_000,
    "half a million lines": lambda: "x\n" * 500_000,
    "a letter with 200,000 marks": lambda: "a" + "\u0301" * 200_000,
    "turned directions": lambda: "\u202eabc\u2066\u05d0\u05d1\u05d2 " * 50_000,
    "500,000 Chinese characters": lambda: "\u6f22\u5b57" * 250_000,
    "30,000 joined signs": lambda: "\U0001f469\u200d\U0001f469\u200d\U0001f467" * 30_000,
}


def written(html: str, body: str) -> WrittenMessage:
    message = Message(
        interaction_id=1, direction=Direction.INBOUND, author="", body=body, sent_at=datetime.now(UTC), id=1
    )
    return WrittenMessage(message=message, participants=(), html=html, attachments=(_CID,))


def rows() -> Iterator[dict[str, object]]:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.conversation.card import MessageCard

    _application = QApplication([])
    window = QWidget()
    window.resize(800, 700)
    for name, make in (PAGES | TEXTS).items():
        one = written(make() if name in PAGES else "", make() if name in TEXTS else "")
        began = time.perf_counter()
        shown = EmailLetters().show(one, lambda: b"raw")
        made = time.perf_counter()
        card = MessageCard(window)
        card.show_message(shown, datetime.now(UTC))
        high = card.fit(760)
        card.show()
        laid_out = time.perf_counter()
        window.render(QPixmap(window.size()))
        painted = time.perf_counter()
        card.setParent(None)
        card.deleteLater()
        yield {
            "message": name,
            "made safe, beside the window": f"{(made - began) * 1e3:.0f} ms",
            "laid out": f"{(laid_out - made) * 1e3:.0f} ms",
            "painted": f"{(painted - laid_out) * 1e3:.0f} ms",
            "high": f"{high} px",
            "whole": "yes" if not shown.remarks else "cut",
        }


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen = parser(__doc__).parse_args()
    report("mail_layout: how long the window stands still", rows(), chosen.json)


if __name__ == "__main__":
    main()
