"""A mail's HTML and the pictures in it, fit to be painted."""

import re
from collections.abc import Callable, Iterable, Mapping

from desktop.channels.email.html import SafeHtml, fetched_id, safe_html
from desktop.channels.email.parse import attachment
from desktop.channels.email.quotes import split_html, split_quotes
from desktop.channels.email.writing.quoting import text_as_html
from desktop.domain.channel import Direction
from desktop.domain.written import AttachmentInfo, ShownMessage, WrittenMessage

MOST_PICTURE_BYTES = 8_000_000  # of one message together
_NAMED_PICTURE = re.compile(r'src="cid:([^"]+)"')


def shown(written: WrittenMessage, raw: Callable[[], bytes], fetched: Mapping[str, bytes]) -> ShownMessage:
    """`raw` reads the mail as it came; `fetched` are remote pictures by address."""
    message = written.message
    if message.direction is Direction.INTERNAL:
        return ShownMessage(written=written, html=text_as_html(message.body))
    if not written.html:
        own, quoted = split_quotes(message.body)
        return ShownMessage(
            written=written,
            html=text_as_html(own),
            quoted_html=text_as_html(quoted) if quoted else "",
            quoted_lines=_lines(quoted),
        )
    return _shown_html(written, raw, fetched)


def _shown_html(written: WrittenMessage, raw: Callable[[], bytes], fetched: Mapping[str, bytes]) -> ShownMessage:
    """What its author wrote and what they quote are two documents: neither can reach into the other."""
    known = {one.content_id for one in written.attachments if one.content_id}
    own, quoted = (
        safe_html(part, pictures=known, fetched=fetched) if part else SafeHtml(html="")
        for part in split_html(written.html)
    )
    named = dict.fromkeys(_NAMED_PICTURE.findall(own.html + quoted.html))
    remote = {fetched_id(url): content for url, content in fetched.items()}
    return ShownMessage(
        written=written,
        html=own.html,
        quoted_html=quoted.html,
        quoted_lines=_lines(split_quotes(written.message.body)[1]) or (1 if quoted.html else 0),
        blocked_pictures=own.blocked_remote + quoted.blocked_remote,
        remote_pictures=tuple(dict.fromkeys((*own.remote, *quoted.remote))),
        trackers=own.trackers + quoted.trackers,
        pictures=(
            *_pictures(named, written.attachments, raw),
            *((content_id, remote[content_id]) for content_id in named if content_id in remote),
        ),
    )


def _pictures(
    named: Iterable[str], attachments: tuple[AttachmentInfo, ...], raw: Callable[[], bytes]
) -> tuple[tuple[str, bytes], ...]:
    wanted = [one for name in named for one in attachments if one.content_id == name]
    if not wanted:
        return ()
    mail, found, room = raw(), {}, MOST_PICTURE_BYTES
    for one in wanted:
        if one.size <= room:
            found[one.content_id] = attachment(mail, one.position)
            room -= len(found[one.content_id])
    return tuple(found.items())


def _lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())
