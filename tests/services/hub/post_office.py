"""A post office in a folder, with its connector: what came in, and what went over the wire, in files.

A double of a server, because these tests need it to fail at exact moments, to forget whether it took a letter, to be
looked at after the program that spoke to it was killed, and to notice two programs at one account. What it is told is
on the disk before it goes on, as a server's word would be.
"""

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock

from desktop.domain.channel import Channel, Direction
from desktop.domain.errors import Refused, Rejected, Unreachable
from desktop.domain.message import Message
from desktop.domain.office.previews import Preview
from desktop.domain.written import (
    AttachmentInfo,
    ChannelAccount,
    Draft,
    Filed,
    Filing,
    Incoming,
    Outgoing,
    Participant,
    Role,
    SeenMark,
    ShownMessage,
    WrittenMessage,
)
from desktop.services.channel import WARY, Capabilities, ChannelKind, Deliver, Secrets, Writing
from desktop.services.settings import Kind, Setting
from desktop.services.written_ports import Letter

Hook = Callable[[str], None]
PASSWORD = "open sesame"
OWN_ADDRESS = "desk@shop.example"
_POLL_SECONDS = 0.01


class PostOffice:
    """One mailbox. Every process that names the same folder speaks to the same one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "mails").mkdir(parents=True, exist_ok=True)

    # ------------------------------------------------------------ what a test does and sees

    def put(self, external_id: str, *, author: str = "anna@example.com", text: str = "Where is it?") -> None:
        """A mail arrives."""
        mails = self.folder / "mails"
        number = len(tuple(mails.iterdir())) + 1
        part = self.folder / f"part-{number}"
        part.write_text(json.dumps({"id": external_id, "author": author, "text": text, "at": time.time()}))
        part.rename(mails / f"{number:06}.json")

    def wire(self) -> list[str]:
        """The ids of the letters that were taken, in order."""
        return self._lines("wire.log")

    def filed(self) -> list[str]:
        """Where what was filed is now, in order."""
        return self._lines("filed.log")

    def refused_copies(self) -> list[str]:
        """The ids of those the server did not take, each time."""
        return self._lines("refused.log")

    def copies(self) -> list[str]:
        """The ids of the letters whose copies were filed, in order."""
        return self._lines("copies.log")

    def marks(self) -> list[str]:
        return self._lines("marks.log")

    def tries(self) -> int:
        """How often somebody signed in to receive."""
        return len(self._lines("tries.log"))

    def is_wary(self) -> bool:
        """Whether who signed in last was told to take care."""
        return self._lines("tries.log")[-1:] == ["wary"]

    def collisions(self) -> list[str]:
        """Each time that two programs were at the mailbox at once."""
        return self._lines("collisions.log")

    def set(self, trouble: str) -> None:
        """`down`, `sending_down`, `refusing`, `rejecting`, `breaking` (takes it, says nothing), `forgetting`,
        `ignoring` (breaks before it takes the last byte), `copyless` (keeps no copy), `full` (takes none either)."""
        (self.folder / trouble).touch()

    def say(self, name: str, words: str) -> None:
        """`caution`, and `progress` (`3 20`); there with all its words, or not yet."""
        part = self.folder / f"part-{name}"
        part.write_text(words)
        part.rename(self.folder / name)

    def clear(self, trouble: str) -> None:
        (self.folder / trouble).unlink(missing_ok=True)

    def kind(self, hook: Hook = lambda _: None) -> ChannelKind:
        return ChannelKind(
            channel=Channel.EMAIL,
            capabilities=Capabilities(has_html=True, has_subject=True, has_attachments=True),
            label=lambda: "Post",
            fields=lambda: (),
            secrets=lambda: (Setting(key="password", kind=Kind.TEXT, default="", label="Password", group="post"),),
            connect=lambda account, secrets: PostConnector(self, account, secrets, hook),
            letters=PlainLetters(),
        )

    # ------------------------------------------------------------ what the connector uses

    def has(self, trouble: str) -> bool:
        return (self.folder / trouble).exists()

    def said(self, name: str) -> str:
        """Nothing where it is not, or goes in this moment."""
        try:
            return (self.folder / name).read_text()
        except FileNotFoundError:
            return ""

    def write(self, name: str, line: str) -> None:
        with (self.folder / name).open("a") as opened:
            opened.write(line + "\n")
            opened.flush()
            os.fsync(opened.fileno())

    def mails(self, after: int) -> list[tuple[int, Incoming]]:
        files = sorted(file for file in (self.folder / "mails").iterdir() if int(file.stem) > after)
        return [(int(file.stem), _incoming(json.loads(file.read_text()))) for file in files]

    def enter(self, who: str) -> None:
        door = self.folder / "door"
        inside = door.read_text().split() if door.exists() else []
        if inside and inside[0] != who and _is_alive(int(inside[1])):
            self.write("collisions.log", f"{who} while {inside[0]}")
        door.write_text(f"{who} {os.getpid()}")

    def leave(self, who: str) -> None:
        door = self.folder / "door"
        if door.exists() and door.read_text().split()[0] == who:
            door.unlink()

    def _lines(self, name: str) -> list[str]:
        file = self.folder / name
        return file.read_text().splitlines() if file.exists() else []


class PostConnector:
    """`channel.Connector`. The hook hears each step, so that a test can kill the program in it."""

    _numbers = 0
    _lock = Lock()

    def __init__(self, office: PostOffice, account: ChannelAccount, secrets: Secrets, hook: Hook) -> None:
        with PostConnector._lock:
            PostConnector._numbers += 1
            self._who = f"{os.getpid()}-{PostConnector._numbers}"
        self._office = office
        self._account = account
        self._secrets = secrets
        self._hook = hook
        self._closed = Event()

    @property
    def caution(self) -> str:
        return self._office.said("caution")

    @property
    def progress(self) -> tuple[int, int] | None:
        said = self._office.said("progress").split()
        return (int(said[0]), int(said[1])) if said else None

    def check(self) -> Mapping[str, str]:
        self._sign_in()
        return {"told": "by the server"}

    def receive(self, position: str, deliver: Deliver, stop: Event) -> None:
        self._office.write("tries.log", "wary" if self._account.setting(WARY) else self._who)
        self._sign_in()
        self._office.enter(self._who)
        try:
            deliver((), position)
            self._hook("connected")
            self._follow(int(position or 0), deliver, stop)
        finally:
            self._office.leave(self._who)

    def mark(self, marks: Sequence[SeenMark]) -> None:
        self._sign_in()
        for mark in marks:
            self._office.write("marks.log", f"{mark.place} {'seen' if mark.is_seen else 'unseen'}")
        self._hook("marked")

    def file(self, filings: Sequence[Filing]) -> Sequence[Filed]:
        self._sign_in()
        filed = []
        for filing in filings:
            now_at = f"archive-{filing.place}" if not filing.home else filing.place.removeprefix("archive-")
            self._office.write("filed.log", now_at)
            filed.append(Filed(place=filing.place, now_at=now_at, home="" if filing.home else "inbox"))
        self._hook("filed")
        return filed

    def send(self, outgoing: Outgoing, before_the_end: Callable[[], None]) -> bool:
        self._sign_in()
        if self._office.has("sending_down"):
            raise Unreachable("No route to the post office.")
        self._hook("sending")
        if self._office.has("rejecting"):
            raise Rejected("550 5.1.1 no such user here")
        before_the_end()
        if self._office.has("ignoring"):
            raise Unreachable("The connection broke.")
        self._office.write("wire.log", outgoing.external_id)
        self._hook("taken")
        if self._office.has("breaking"):
            raise Unreachable("The connection broke.")
        return self._office.has("copyless")

    def file_copy(self, outgoing: Outgoing) -> None:
        self._sign_in()
        if self._office.has("full") and outgoing.external_id == "a@shop":
            self._office.write("refused.log", outgoing.external_id)
            raise Rejected("NO [OVERQUOTA] mailbox full")
        if outgoing.external_id not in self._office.copies():
            self._office.write("copies.log", outgoing.external_id)
        self._hook("copied")

    def was_sent(self, outgoing: Outgoing) -> bool | None:
        self._sign_in()
        if self._office.has("forgetting") or outgoing.external_id not in self._office.wire():
            return None
        return True

    def close(self) -> None:
        self._closed.set()

    def _sign_in(self) -> None:
        if self._closed.is_set():
            raise Unreachable("The connection was closed.")
        if self._office.has("down"):
            raise Unreachable("The post office does not answer.")
        if self._office.has("refusing") or self._secrets.get("password") != PASSWORD:
            raise Refused("535 5.7.8 authentication failed")

    def _follow(self, done: int, deliver: Deliver, stop: Event) -> None:
        while not stop.wait(_POLL_SECONDS):
            if self._closed.is_set() or self._office.has("down"):
                raise Unreachable("The connection broke.")
            mails = self._office.mails(done)
            if mails:
                done = mails[-1][0]
                deliver([replace(mail, place=str(number)) for number, mail in mails], str(done))


class PlainLetters:
    """`channel.Letters` of plain text; its letters are numbered by what they say."""

    def show(
        self, written: WrittenMessage, raw: Callable[[], bytes], fetched: Mapping[str, bytes] | None = None
    ) -> ShownMessage:
        return ShownMessage(written=written, html=written.message.body)

    def preview(self, raw: bytes, info: AttachmentInfo) -> Preview:
        return Preview(name=info.name, media_type=info.media_type, size=info.size)

    def original(self, raw: bytes, subject: str) -> Preview:
        return Preview(name=f"{subject}.txt", media_type="text/plain", size=len(raw), content=raw)

    def attachment(self, raw: bytes, position: int) -> bytes:
        return raw.splitlines()[position]

    def as_read(self, raw: bytes) -> str:
        return raw.decode()

    def begin(self, draft: Draft, answered: WrittenMessage | None, account: ChannelAccount, *, to_all: bool) -> Draft:
        if answered is None:
            return replace(draft, account_id=account.id)
        cc = answered.of(Role.CC) if to_all else ()
        subject = f"Re: {answered.message.subject}"
        return replace(draft, account_id=account.id, to=answered.of(Role.FROM), cc=cc, subject=subject)

    def addresses(self, typed: str) -> tuple[Participant, ...]:
        if "@" not in typed:
            raise Rejected(f"{typed} is no address.")
        return (Participant(address=typed),)

    def warnings(self, draft: Draft, last: WrittenMessage | None, account: ChannelAccount) -> tuple[str, ...]:
        return () if last is None or draft.to == last.of(Role.FROM) else ("others",)

    def write(self, writing: Writing) -> Letter:
        draft = writing.draft
        if not draft.to:
            raise Rejected("Nobody to send it to.")
        assert writing.account.id is not None
        return a_letter(
            writing.account.id,
            draft.interaction_id,
            f"{draft.interaction_id}-{draft.text[:20].replace(' ', '_')}@shop.example",
            draft=draft,
            send_after=writing.send_after,
            is_scheduled=writing.is_scheduled,
            raw=b"".join([draft.text.encode(), *(content for _, content in writing.files)]),
        )


def a_letter(
    account_id: int,
    interaction_id: int,
    external_id: str,
    *,
    draft: Draft | None = None,
    send_after: datetime | None = None,
    is_scheduled: bool = False,
    raw: bytes = b"Dear Anna",
) -> Letter:
    now = datetime.now(UTC)
    to = draft.to if draft is not None else (Participant(address="anna@example.com"),)
    message = Message(
        interaction_id=interaction_id,
        direction=Direction.OUTBOUND,
        author=draft.agent if draft is not None else "maria",
        body=draft.text if draft is not None else "Dear Anna",
        subject=draft.subject if draft is not None else "Re: Where is it?",
        sent_at=now,
        external_id=external_id,
    )
    participants = ((Role.FROM, Participant(address=OWN_ADDRESS)), *((Role.TO, one) for one in to))
    return Letter(
        written=WrittenMessage(message=message, participants=participants),
        outgoing=Outgoing(
            account_id=account_id,
            interaction_id=interaction_id,
            external_id=external_id,
            send_after=send_after or now,
            is_scheduled=is_scheduled,
            recipients=tuple(one.address for one in to),
            raw=raw,
        ),
        draft=draft.kind if draft is not None else None,
    )


def a_mail(
    external_id: str,
    *,
    author: str = "anna@example.com",
    text: str = "Where is it?",
    sent_at: datetime | None = None,
    references: tuple[str, ...] = (),
) -> Incoming:
    """As a connector hands it over."""
    return Incoming(
        external_id=external_id,
        sent_at=sent_at or datetime.now(UTC),
        direction=Direction.INBOUND,
        participants=(
            (Role.FROM, Participant(address=author, name="Anna")),
            (Role.TO, Participant(address=OWN_ADDRESS)),
        ),
        subject="Where is it?",
        text=text,
        references=references,
        place=external_id,
        raw=text.encode(),
    )


def _incoming(mail: dict[str, str]) -> Incoming:
    sent_at = datetime.fromtimestamp(float(mail["at"]), UTC)
    return a_mail(mail["id"], author=mail["author"], text=mail["text"], sent_at=sent_at)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
