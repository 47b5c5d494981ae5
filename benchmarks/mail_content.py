"""What comes in a mail: how fast it is read, and what hostile mail reaches.

python3 dev.py bench mail_content --corpora FOLDER --html FILE …

`--corpora`: a folder of mails, one a file, of other projects (their tests' data; not part of this one). `--html`: files
of HTML made to run, ask or open something; of a `.mjs` of DOMPurify's fixtures each payload, of others the whole and
each line. Every piece is made safe and shown in the transcript's own view, as it comes and again with the pictures that
an agent had fetched, in a process that `strace` watches; the same pieces in an unguarded view say what would have
happened. `--expected`: mails with what stalwart's mail-parser finds in them beside them.
"""

from __future__ import annotations

import argparse
import base64
import email
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.common import ROOT, Samples, parser, report
from benchmarks.mail_expected import compared
from desktop.channels.email.html import fetched_id, safe_html
from desktop.channels.email.parse import attachment, read_mail
from desktop.channels.email.quotes import split_html, split_quotes
from tests.channels.email.attacks import ATTACKS, FORBIDDEN
from tests.channels.email.bombs import BOMBS

_LONGEST_SECONDS = 2.0
_ROUNDS, _EACH = 60, 20
# one grey pixel
_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVQI12NoAAAAggCB3UNq9AAAAABJRU5ErkJggg=="
)
_BEGIN, _END = "/parley-shows-now", "/parley-has-shown"
_PAYLOAD = re.compile(r'"payload":\s*("(?:[^"\\]|\\.)*")')
_OPENED = re.compile(r'(?:openat|open)\([^"]*"([^"]*)"')
_CONNECTED = re.compile(r"connect\(\d+, \{sa_family=(AF_INET6?|AF_UNIX)")
# the system's own, for a script or a picture not shown before
_SYSTEM = ("/usr/share/fonts", "/usr/share/fontconfig", "/etc/fonts", "/var/cache/fontconfig", "/usr/lib", "/lib")


def letters() -> dict[str, bytes]:
    """5 kB of Polish text with a usual header; the same with a page beside it; the page alone."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = "Olga Nowak <olga@example.pl>", "support@shop.example"
    made["Subject"] = "Zamówienie 3312 – gdzie jest?"
    made["Date"], made["Message-ID"] = "Mon, 16 Nov 2026 10:00:00 +0100", "<one@example.pl>"
    for hop in range(6):
        made["Received"] = f"from a{hop}.example by mx.example with ESMTPS id {hop}; Mon, 16 Nov 2026 10:00:00 +0100"
    made.set_content("Dzień dobry, gdzie jest moja paczka? To już tydzień.\n" * 80)
    plain = made.as_bytes()
    page = "<p>Dzień <b>dobry</b>, gdzie jest <a href='https://x.example'>paczka</a>?</p>" * 60
    made.add_alternative(f"<html><head><style>p{{}}</style></head><body>{page}</body></html>", subtype="html")
    both = made.as_bytes()
    return {"plain, 5 kB": plain, "plain and HTML": both, "HTML alone": both.replace(b"text/plain", b"text/x-amp-html")}


def timed(name: str, act: Callable[[], object]) -> Samples:
    values = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        for _ in range(_EACH):
            act()
        values.append((time.perf_counter() - began) * 1e6 / _EACH)
    return Samples(name=name, values=tuple(values), unit="µs")


def speeds() -> Iterator[Samples]:
    for name, raw in letters().items():
        yield timed(f"read: {name}", partial(read_mail, raw))
        yield timed(f"the standard library takes it apart: {name}", partial(email.message_from_bytes, raw))
    page = read_mail(letters()["HTML alone"]).html
    yield timed("made safe: the page", lambda: safe_html(page))


def handled(raw: bytes) -> float:
    """Seconds until it is read, its text ready to be shown, and that of its files decoded which takes longest."""
    began = time.perf_counter()
    incoming = read_mail(raw)
    if any("could not be read; the original" in remark.words for remark in incoming.remarks):
        raise ValueError("read_mail gave it up")
    split_quotes(incoming.text)
    for part in split_html(incoming.html):
        safe_html(part)
    times = [time.perf_counter()]
    for file in incoming.attachments:
        attachment(raw, file.position)
        times.append(time.perf_counter())
    return times[0] - began + max((after - before for before, after in pairwise(times)), default=0.0)


def tried(name: str, mails: Iterator[tuple[str, Callable[[], bytes]]]) -> dict[str, object]:
    times: dict[str, float] = {}
    failed: list[str] = []
    peak = 0
    for label, make in mails:
        raw = make()
        Path("/proc/self/clear_refs").write_text("5")  # making it took more memory than reading it may
        try:
            times[label] = handled(raw)
        except Exception as error:
            failed.append(f"{label}: {error!r}")
        peak = max(peak, _peak_megabytes())
    slowest = max(times, key=lambda label: times[label], default="")
    return {
        "what": name,
        "tried": len(times) + len(failed),
        "bad": len(failed) + sum(1 for seconds in times.values() if seconds > _LONGEST_SECONDS),
        "seen": "; ".join(
            [f"the slowest took {times.get(slowest, 0):.2f} s ({slowest})", *failed, f"{peak} MB at most"]
        ),
    }


def _peak_megabytes() -> int:
    """Of the whole process, with the mail itself."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) >> 10


def corpora(folder: Path) -> Iterator[dict[str, object]]:
    for one in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = sorted(path for path in one.rglob("*") if path.is_file())
        yield tried(one.name, ((path.name, path.read_bytes) for path in files))


def pieces(paths: list[Path]) -> list[str]:
    found = list(ATTACKS)
    for path in paths:
        text = path.read_text("utf-8", "replace")
        if path.suffix == ".mjs":
            found += [json.loads(payload) for payload in _PAYLOAD.findall(text)]
        else:
            found += [text, *filter(str.strip, text.splitlines())]
    return found


def _acts(html: str) -> bool:
    tags = "".join(re.findall(r"<(?:[^<>\"]|\"[^\"]*\")*>", re.sub(r'title="[^"]*"', "", html)))
    return FORBIDDEN.search(re.sub(r'src="cid:[0-9a-f]{64}@fetched"', "", tags)) is not None


def cleaned(found: list[str]) -> dict[str, object]:
    """What is left in the pieces that could act, and whether cleaning them again changes anything."""
    acting = unstable = 0
    for piece in found:
        safe = safe_html(piece)
        once = safe.html
        acting += _acts(once) or "<img" in once or _acts(safe_html(piece, fetched=safe.remote).html)
        unstable += safe_html(once).html != once
    seen = f"{acting} with something left that acts, {unstable} changed by a second cleaning"
    return {"what": "HTML made safe", "tried": len(found), "bad": acting + unstable, "seen": seen}


def view(paths: list[Path], *, guarded: bool) -> None:
    """The child: shows each piece, between two paths that `strace` sees asked for."""
    from PySide6.QtWidgets import QApplication, QTextBrowser

    from desktop.ui.conversation.message_text import MessageText

    application = QApplication([])
    shown = MessageText("message") if guarded else QTextBrowser()
    shown.resize(600, 800)
    found = pieces(paths)

    def show(html: str) -> None:
        if isinstance(shown, MessageText):
            safe = safe_html(html)
            shown.show_html(safe.html)
            if safe.remote:  # and as an agent sees it who asked for the pictures
                shown.grab()
                fetched = tuple((fetched_id(url), _PICTURE) for url in safe.remote)
                shown.show_html(safe_html(html, fetched=safe.remote).html, fetched)
        else:
            shown.setHtml(html)
        shown.grab()
        application.processEvents()

    if isinstance(shown, MessageText):  # what reads pictures is loaded with the first
        shown.show_html("<img src=cid:x>", (("x", _PICTURE),))
    show("<p>words <b>words</b> żółw 您好</p><ul><li>x</ul><table border=1><tr><td>x</table><img src=cid:x>")
    for marker in (_BEGIN, _END):
        os.access(marker, os.R_OK)
        if marker == _BEGIN:
            for piece in found:
                show(piece)


def watched(paths: list[Path], count: int, *, guarded: bool) -> dict[str, object]:
    """What the child opened and whom it asked between its two marks."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "strace")
        child = [sys.executable, "-m", "benchmarks.mail_content", "--view", "guarded" if guarded else "bare"]
        for path in paths:
            child += ["--html", str(path.resolve())]
        trace = ["strace", "-f", "-qq", "-s", "300", "-e", "trace=open,openat,connect,access,faccessat,faccessat2"]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
        subprocess.run([*trace, "-o", str(log), *child], check=True, cwd=ROOT, env=environment, timeout=600)
        said = log.read_text("utf-8", "replace")
    between = said[said.index(_BEGIN) : said.index(_END)]
    opened = [path for path in _OPENED.findall(between) if not path.startswith(_SYSTEM)]
    asked = _CONNECTED.findall(between)
    return {
        "what": "shown in the transcript" if guarded else "shown unguarded, to see that it would be seen",
        "tried": count,
        "bad": len(opened) + len(asked),
        "seen": ", ".join([f"{len(asked)} connections", f"{len(opened)} paths opened", *sorted(set(opened))[:5]]),
    }


def _arguments() -> argparse.Namespace:
    made = parser(__doc__)
    made.add_argument("--corpora", type=Path, help="a folder of folders of mails")
    made.add_argument("--html", type=Path, action="append", default=[], help="hostile HTML")
    made.add_argument("--expected", type=Path, help="a folder of mails with stalwart's JSON beside them")
    made.add_argument("--view", choices=("guarded", "bare"), help=argparse.SUPPRESS)
    return made.parse_args()


def main() -> None:
    chosen = _arguments()
    if chosen.view:
        view(chosen.html, guarded=chosen.view == "guarded")
        return
    report("mail_content: how fast", (samples.row() for samples in speeds()))
    checks = [tried("bombs", iter(BOMBS.items()))]
    if chosen.corpora:
        checks += corpora(chosen.corpora)
    found = pieces(chosen.html)
    checks.append(cleaned(found))
    checks += [watched(chosen.html, len(found), guarded=guarded) for guarded in (True, False)]
    report("mail_content: what it reaches", checks, chosen.json)
    if chosen.expected:
        report("mail_content: what is read, beside what is expected", compared(chosen.expected))


if __name__ == "__main__":
    main()
