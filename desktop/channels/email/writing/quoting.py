"""The answered message below the answer, as Outlook and Gmail know it, and the forwarded one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from desktop.channels.email.domains import to_unicode
from desktop.channels.email.html import safe_html
from desktop.channels.email.parse.mail import attachment
from desktop.channels.email.writing.languages import Words
from desktop.channels.email.writing.mime import is_content_id
from desktop.domain.written import AttachmentInfo, Participant, Role, WrittenMessage

_LONGEST_TEXT = 100_000
_LONGEST_HTML = 300_000
_MOST_PICTURES = 5_000_000  # bytes
_CUT = "[…]"
_BAR = "margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"
_NAMED_PICTURE = re.compile(r'src="cid:([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Goes below what the agent wrote; `pictures` are those that `html` shows, by content id."""

    text: str = ""
    html: str = ""
    pictures: tuple[tuple[AttachmentInfo, bytes], ...] = ()


def quoted(answered: WrittenMessage, raw: bytes, words: Words) -> Quote:
    """The whole message below a line that says when and by whom it was written."""
    head = words.wrote.format(when=_when(answered), who=_who(answered))
    text = "\n".join([head, *_marked(_text(answered))])
    inner, pictures = _html(answered, raw)
    html = (
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escape(head)}<br></div>'
        f'<blockquote class="gmail_quote" type="cite" style="{_BAR}">{inner}</blockquote></div>'
    )
    return Quote(text=text, html=html, pictures=pictures)


def forwarded(answered: WrittenMessage, raw: bytes, words: Words) -> Quote:
    """Below the fields of its header that a reader wants."""
    head = [f"---------- {words.forwarded} ---------", *_fields(answered, words)]
    inner, pictures = _html(answered, raw)
    shown = "<br>".join(escape(line) for line in head)
    html = f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{shown}<br><br></div>{inner}</div>'
    return Quote(text="\n".join([*head, "", _text(answered)]), html=html, pictures=pictures)


def _fields(answered: WrittenMessage, words: Words) -> Iterator[str]:
    yield f"{words.author}: {_who(answered)}"
    yield f"{words.date}: {_when(answered)}"
    yield f"{words.subject}: {_line(answered.message.subject)}"
    yield f"{words.to}: {', '.join(map(_person, answered.of(Role.TO)))}"
    if answered.of(Role.CC):
        yield f"{words.copy}: {', '.join(map(_person, answered.of(Role.CC)))}"


def _when(answered: WrittenMessage) -> str:
    """Year first: no reader takes the month for the day. By the clock of who answers."""
    return answered.message.sent_at.astimezone().strftime("%Y-%m-%d %H:%M")


def _who(answered: WrittenMessage) -> str:
    author = next(iter(answered.of(Role.FROM)), None)
    return _person(author) if author is not None else _line(answered.message.author)


def _person(person: Participant) -> str:
    local, at, domain = person.address.rpartition("@")
    address = f"{local}{at}{to_unicode(domain)}"
    return f"{_line(person.name)} <{address}>" if person.name else address


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(answered: WrittenMessage) -> str:
    body = answered.message.body
    return body if len(body) <= _LONGEST_TEXT else f"{body[:_LONGEST_TEXT]}\n{_CUT}"


def _marked(text: str) -> list[str]:
    return [f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in text.splitlines()]


def _html(answered: WrittenMessage, raw: bytes) -> tuple[str, tuple[tuple[AttachmentInfo, bytes], ...]]:
    """Made safe, and without what the reader's program would load from elsewhere: a quoted tracker reports them all."""
    own = {each.content_id: each for each in answered.attachments if is_content_id(each.content_id)} if raw else {}
    markup = answered.html
    if not markup or len(markup) > _LONGEST_HTML:
        return text_as_html(_text(answered)), ()
    markup = safe_html(markup, pictures=frozenset(own)).html
    named = dict.fromkeys(_NAMED_PICTURE.findall(markup))
    pictures, size = [], 0
    for content_id in named:
        info = own.get(content_id)
        if info is not None and (size := size + info.size) <= _MOST_PICTURES:
            pictures.append((info, attachment(raw, info.position)))
    return markup, tuple(pictures)


def text_as_html(text: str) -> str:
    """Line by line, blanks kept."""
    lines = (escape(line, quote=False).replace("  ", "&nbsp; ") for line in text.split("\n"))
    return f"<div>{'<br>'.join(lines)}</div>"
