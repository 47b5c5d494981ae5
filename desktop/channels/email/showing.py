"""A mail's HTML and the pictures in it, fit to be painted."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from desktop.channels.email.cards import is_card
from desktop.channels.email.html import SafeHtml, fetched_id, safe_html
from desktop.channels.email.layout import laid_out
from desktop.channels.email.parse import ORIGINAL, attachment
from desktop.channels.email.quotes import split_html, split_quotes
from desktop.channels.email.writing.quoting import text_as_html
from desktop.domain.channel import Direction
from desktop.domain.office.cards import Card
from desktop.domain.text import tr
from desktop.domain.written import AttachmentInfo, Mark, Remark, ShownMessage, WrittenMessage

MOST_PICTURE_BYTES = 8_000_000  # of one message together
_MOST_CARDS = 3
_NAMED_PICTURE = re.compile(r'src="cid:([^"]+)"')


def shown(written: WrittenMessage, raw: Callable[[], bytes], fetched: Mapping[str, bytes]) -> ShownMessage:
    """`raw` reads the mail as it came; `fetched` are remote pictures by address. What was too long or too broken to be
    shown as it is can be had as it came: as one more file.
    """
    if written.message.direction is Direction.INTERNAL:
        return ShownMessage(written=written, html=laid_out(text_as_html(written.message.body))[0])
    made, is_whole = _shown_html(written, raw, fetched) if written.html else _shown_text(written)
    made = replace(made, cards=_cards(written.attachments, raw))
    if not is_whole:
        words = tr("It is too long to be shown whole; all of it is in the original")
        made = replace(made, remarks=(Remark(mark=Mark.DAMAGED, words=words),))
    return made if is_whole and not _is_damaged(written) else _with_original(made, raw)


def _cards(attachments: Iterable[AttachmentInfo], raw: Callable[[], bytes]) -> tuple[Card, ...]:
    """Few mails have any: what reads them is loaded when the first comes."""
    wanted = [one for one in attachments if is_card(one.name, one.media_type)][:_MOST_CARDS]
    if not wanted:
        return ()
    from desktop.channels.email.cards.reading import read_card

    mail = raw()
    read = (read_card(one.name, one.media_type, attachment(mail, one.position)) for one in wanted)
    return tuple(dict.fromkeys(card for card in read if card is not None))  # one part and one file are often the same


def _is_damaged(written: WrittenMessage) -> bool:
    return any(remark.mark is Mark.DAMAGED for remark in written.remarks)


def _with_original(made: ShownMessage, raw: Callable[[], bytes]) -> ShownMessage:
    mail = raw()
    if not mail:
        return made
    name = tr("Original message") + ".eml"
    original = AttachmentInfo(position=ORIGINAL, name=name, media_type="message/rfc822", size=len(mail))
    return replace(made, files=(original,))


def _shown_text(written: WrittenMessage) -> tuple[ShownMessage, bool]:
    own, quoted = split_quotes(written.message.body)
    html, is_whole = laid_out(text_as_html(own))
    quoted_html, is_quote_whole = laid_out(text_as_html(quoted)) if quoted else ("", True)
    made = ShownMessage(written=written, html=html, quoted_html=quoted_html, quoted_lines=_lines(quoted))
    return made, is_whole and is_quote_whole


def _shown_html(
    written: WrittenMessage, raw: Callable[[], bytes], fetched: Mapping[str, bytes]
) -> tuple[ShownMessage, bool]:
    """What its author wrote and what they quote are two documents: neither can reach into the other."""
    known = {one.content_id for one in written.attachments if one.content_id}
    own, quoted = (
        safe_html(part, pictures=known, fetched=fetched) if part else SafeHtml(html="")
        for part in split_html(written.html)
    )
    named = dict.fromkeys(_NAMED_PICTURE.findall(own.html + quoted.html))
    remote = {fetched_id(url): content for url, content in fetched.items()}
    made = ShownMessage(
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
    return made, own.is_whole and quoted.is_whole


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
