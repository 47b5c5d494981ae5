"""A mailbox of believable mail for the benchmarks: the same for the same number, 5 kB a mail on the average.

Half has a plain and an HTML part, a quarter is plain, the rest HTML alone or with a file; in Polish, English, Chinese
and Esperanto; every third answers an earlier one.
"""

from __future__ import annotations

import base64
import functools
import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from pathlib import Path

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
COMMON, MIDDLING, RARE = "order", "zawias", "turkus"

_WORDS = {
    "en": "order chair hinge delivery refund invoice please since broken table return label week colour oak answer",
    "pl": "zamówienie krzesło zawias dostawa zwrot faktura proszę pęknięty stół tydzień kolor dąb odpowiedź żółty",
    "zh": "订单 椅子 退款 发票 请问 已经 收到 没有 桌子 退货 标签 星期五 颜色 橡木 什么时候 到账",
    "eo": "mendo seĝo ĉarniro livero repago fakturo bonvolu rompita tablo semajno koloro kverko respondo ŝanĝo",
}
_SYLLABLES = {"en": "th er on an re he in ed nd ha at en es of or", "pl": "nie ie rz cz sz ał ów ść prz wy ko ła mi"}
_RARER = 3000  # more words of a language, the later the rarer
_FIRST = ["Anna", "Joanna", "Marek", "Luis", "Eszter", "Dan", "Olga", "Meiling", "Piotr", "Ewa", "Zofia", "Jan"]
_LAST = ["Kowalczyk", "Barros", "Varga", "Popescu", "Król", "Chen", "Nowak", "Wójcik", "Santos", "Meyer"]


def mails(count: int, seed: int = 7) -> Iterator[bytes]:
    """Oldest first, with LF line ends, as a Maildir keeps them."""
    rng = random.Random(seed)
    for n in range(count):
        yield _mail(rng, n)


def fill_maildir(folder: Path, count: int) -> int:
    """Put so many into `cur`, every other one read; the bytes written."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = 0
    for n, raw in enumerate(mails(count)):
        seen = "S" if n % 2 else ""
        moment = int((BEGIN + timedelta(minutes=n)).timestamp())
        (folder / "cur" / f"{moment}.M{n:06}.bench:2,{seen}").write_bytes(raw)
        written += len(raw)
    return written


def identity(n: int) -> str:
    return f"bench-{n}@shop.example"


def _mail(rng: random.Random, n: int) -> bytes:
    language = rng.choice(("pl", "pl", "en", "en", "zh", "eo"))
    who = rng.randrange(4000)
    name = f"{_FIRST[who % len(_FIRST)]} {_LAST[who % len(_LAST)]}"
    subject = " ".join(_words(rng, language, 5)) + f" {n}"
    head = [
        f"Return-Path: <c{who}@mail.example>",
        f"Received: from mx.mail.example by mail.shop.example; {format_datetime(BEGIN + timedelta(minutes=n))}",
        f"From: {Header(name, 'utf-8').encode()} <c{who}@mail.example>",
        "To: Support <support@shop.example>",
        f"Subject: {Header(subject, 'utf-8').encode()}",
        f"Date: {format_datetime(BEGIN + timedelta(minutes=n))}",
        f"Message-ID: <{identity(n)}>",
        "MIME-Version: 1.0",
    ]
    if n % 3 == 2:
        earlier = identity(n - 1 - rng.randrange(min(n - 1, 30) or 1))
        head += [f"In-Reply-To: <{earlier}>", f"References: <{earlier}>"]
    text = _text(rng, language, n)
    return ("\n".join(head) + "\n" + _body(rng, n, text)).encode()


def _body(rng: random.Random, n: int, text: str) -> str:
    plain = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{_base64(text)}"
    kind = n % 20
    if kind < 5:
        return plain
    html = f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{_base64(_html(text))}"
    if kind < 7:
        return html
    parts, form = [plain, html], "alternative"
    if kind == 19:
        content = base64.encodebytes(rng.randbytes(9000)).decode()
        disposition = f'Content-Disposition: attachment; filename="zdjecie-{n}.jpg"'
        parts.append(f"Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n{disposition}\n\n{content}")
        form = "mixed"
    boundary = f"=-bench-{n}"
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{form}; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


def _text(rng: random.Random, language: str, n: int) -> str:
    paragraphs = [" ".join(_words(rng, language, rng.randrange(30, 80))) + "." for _ in range(rng.randrange(2, 5))]
    if n % 2:
        paragraphs.append(COMMON)
    if n % 400 == 0:
        paragraphs.append(MIDDLING)
    if n % 10_000 == 0:
        paragraphs.append(RARE)
    return "\n\n".join(paragraphs) + f"\n\n> {' '.join(_words(rng, language, 20))}\n"


def _html(text: str) -> str:
    style = "<style>p { font-family: sans-serif; color: #222 }</style>"
    lines = "".join(f'<p style="margin:0 0 12px">{line}</p>' for line in text.split("\n\n"))
    return f"<html><head>{style}</head><body>{lines}<p>--<br>Sent from my phone</p></body></html>"


def _words(rng: random.Random, language: str, count: int) -> list[str]:
    words, weights = _vocabulary(language)
    return rng.choices(words, cum_weights=weights, k=count)


@functools.cache
def _vocabulary(language: str) -> tuple[list[str], list[float]]:
    """Words and their summed weights, as Zipf found them in speech."""
    rng = random.Random(language)
    words = _WORDS[language].split()
    if syllables := _SYLLABLES.get(language, "").split():
        words += ["".join(rng.choices(syllables, k=rng.randrange(2, 5))) for _ in range(_RARER)]
    return words, list(itertools.accumulate(1 / (5 + rank) for rank in range(len(words))))


def _base64(text: str) -> str:
    return base64.encodebytes(text.encode()).decode()
