"""What somebody wrote, and what they quote below it: told apart as the mail programs of the world write it.

What is said between the lines of a quote is never folded away: then there is nothing to tell apart.
"""

import re

from desktop.channels.email.plain import plain_of

_MOST_LINES = 20_000
_LONGEST_ATTRIBUTION = 500

# "On … wrote:", in its order or with the verb in the middle
_WROTE = re.compile(
    r"(?<!\w)(?:wrote|writes|napisał\(a\)|napisał|napisała|napisano|pisze|schrieb|a écrit|escribió|ha scritto|escreveu"
    r"|schreef|skrev|napsal\(a\)|napsal|napsala|napísal|írta|yazdı|a scris|написал|написала|писал|пишет|написав)(?!\w)"
    r"|写道|寫道|작성",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:On|W dniu|Dnia|Am|Le|El|Il|Em|Op|Den|Dne|Dňa|În)\s|[于在]"
    r"|(?:pon|wt|śr|czw|pt|sob|niedz|lun|mar|mer|mié|jeu|jue|gio|ven|vie|sam|sáb|sab|dim|dom"
    r"|mo|di|mi|do|fr|sa|so|пн|вт|ср|чт|пт|сб|вс)[.,]",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}:\d{2}|\d{1,4}[./-]\d{1,2}[./-]|\d{4}|\d{1,2}月")
_AND_ADDRESS = re.compile(r"\d{4}年.{1,300}<[^<>\s]{1,200}@[^<>\s]{1,200}>\s*[:：]")
_MOST_AFTER_VERB = 200
_SEPARATOR = re.compile(
    r"-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|wiadomość oryginalna"
    r"|oryginalna wiadomość|pierwotna wiadomość|message d'origine|message original|mensaje original"
    r"|messaggio originale|mensagem original|oorspronkelijk bericht|původní zpráva|původní e-mail"
    r"|исходное сообщение|пересылаемое сообщение|ursprungligt meddelande|oprindelig meddelelse"
    r"|原始邮件|原始郵件|邮件原件|元のメッセージ|원본 메시지)\s*-{2,}",
    re.IGNORECASE,
)
_FROM = re.compile(r"\*?(?:from|von|od|de|da|van|från|fra|от|发件人|寄件者|差出人|보낸 사람)\s*[:：]", re.IGNORECASE)
_OTHER_FIELD = re.compile(
    r"\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|wysłano|wysłane|data|do|dw|temat|envoyé|objet|à"
    r"|enviado(?: el)?|para|asunto|inviato|a|oggetto|assunto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne"
    r"|отправлено|дата|кому|тема|odesláno|komu|předmět|发送时间|日期|收件人|抄送|主题|主旨|寄件日期|收件者|送信日時|宛先|件名"
    r"|보낸 날짜|받는 사람|제목)\s*[:：]",
    re.IGNORECASE,
)
_RULE = re.compile(r"[_\-=]{5,}")

_HTML_TAG = re.compile(r"<(?:div|blockquote|hr|p|table|section)\b([^<>]{1,2000}+)>", re.IGNORECASE)
# each bounded, so that no tag takes the square of its length
_HTML_MARK = re.compile(
    r"class\s{0,9}=\s{0,9}[\"']?[^\"'<>]{0,200}?(?:gmail_quote|gmail_attr|moz-cite-prefix|yahoo_quoted"
    r"|protonmail_quote|OutlookMessageHeader|zmail_extra|tutanota_quote)"
    r"|id\s{0,9}=\s{0,9}[\"']?(?:(?:x_)?divRplyFwdMsg|appendonsend|stopSpelling|isReplyContent"
    r"|mail-editor-reference-message-container)"
    r"|type\s{0,9}=\s{0,9}[\"']?cite|name\s{0,9}=\s{0,9}[\"']?quote"
    r"|border-top:\s{0,9}solid\s{1,9}#(?:E1E1E1|B5C4DF)\s{1,9}1\.0pt",
    re.IGNORECASE,
)
_LONGEST_TAG = 2_000
_BLOCKQUOTE = re.compile(r"<(/?)blockquote\b[^<>]*+>", re.IGNORECASE)


def split_quotes(text: str) -> tuple[str, str]:
    """(what is new, what is quoted). All is new when nothing is quoted, or nothing but a quote is there."""
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        return text, ""
    begin, is_to_the_end = _begin(lines)
    if begin < 0:
        return text, ""
    end = len(lines) if is_to_the_end else _end_of_marked(lines, begin)
    after = "\n".join(lines[end:]).strip()
    if after and any(line.startswith(">") for line in lines[end:]):
        return text, ""  # answers between the lines
    own = "\n\n".join(filter(None, ("\n".join(lines[:begin]).strip(), after)))
    return (own, "\n".join(lines[begin:end]).strip()) if own else (text, "")


def split_html(markup: str) -> tuple[str, str]:
    """The same for HTML as it came; either is made safe after this, which also closes what is left open."""
    marked = (tag.start() for tag in _HTML_TAG.finditer(markup) if _HTML_MARK.search(tag[1]))
    begin = next(marked, -1)
    if begin < 0:
        begin = _attributed_blockquote(markup)
    if begin < 0 or _says_something_between(markup[begin:]):
        return markup, ""
    own = markup[:begin]
    if not plain_of(own).strip() and "<img" not in own.lower():
        return markup, ""
    return own, markup[begin:]


def _begin(lines: list[str]) -> tuple[int, bool]:
    """The line at which a quote begins, -1 for none; and whether all that follows belongs to it."""
    for at, line in enumerate(lines):
        stripped = line.strip()
        if line.startswith(">"):
            return at, False
        if _SEPARATOR.match(stripped) or _is_header_block(lines, at):
            return _with_rule(lines, at), True
        first = _attribution(lines, at)
        if first >= 0:
            following = next((later for later in lines[at + 1 : at + 4] if later.strip()), "")
            return first, not following.startswith(">")
    return -1, False


def _attribution(lines: list[str], at: int) -> int:
    """Where the sentence begins that ends in this line and says who wrote what follows; -1 for none."""
    if not lines[at].rstrip().endswith((":", "：")):
        return -1
    for count in (1, 2, 3):
        first = at - count + 1
        if first < 0 or (count > 1 and not lines[first].strip()):
            return -1
        sentence = " ".join(line.strip() for line in lines[first : at + 1])
        if len(sentence) > _LONGEST_ATTRIBUTION:
            return -1
        if _is_attribution(sentence):
            return first
    return -1


def _is_attribution(sentence: str) -> bool:
    """Each step is linear: a sentence may be made to take the square of its length."""
    date = _DATE.search(sentence)
    if date is None:
        return False
    verb = _WROTE.search(sentence, date.end())
    if verb is None:
        return _AND_ADDRESS.fullmatch(sentence) is not None
    after = len(sentence) - verb.end()
    return after <= 3 or (after <= _MOST_AFTER_VERB and _OPENER.match(sentence) is not None)


def _is_header_block(lines: list[str], at: int) -> bool:
    if not _FROM.match(lines[at].strip()):
        return False
    following = [line.strip() for line in lines[at + 1 : at + 9] if line.strip()][:4]
    return sum(1 for line in following if _OTHER_FIELD.match(line)) >= 2


def _with_rule(lines: list[str], at: int) -> int:
    """A line drawn above it belongs to it."""
    above = at - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and _RULE.fullmatch(lines[above].strip()) else at


def _end_of_marked(lines: list[str], begin: int) -> int:
    """Past the last line of the first run of lines that begin with `>`."""
    at = begin
    while at < len(lines) and not lines[at].startswith(">"):
        at += 1
    last = at
    while at < len(lines) and (lines[at].startswith(">") or not lines[at].strip()):
        last = at + 1 if lines[at].strip() else last
        at += 1
    return last


def _attributed_blockquote(markup: str) -> int:
    """A bare `<blockquote>` is a quote when the words before it say whose."""
    found = _BLOCKQUOTE.search(markup)
    if found is None or found[1]:
        return -1
    said = plain_of(markup[max(0, found.start() - _LONGEST_TAG) : found.start()]).split("\n")
    return found.start() if _attribution(said, len(said) - 1) >= 0 else -1


def _says_something_between(quoted: str) -> bool:
    """Whether there are words after a quoted block, outside of all of them."""
    depth = 0
    outside: list[str] = []
    end = -1  # of the block before
    for found in _BLOCKQUOTE.finditer(quoted):
        if depth == 0 and end >= 0:
            outside.append(quoted[end : found.start()])
        depth = max(0, depth - 1) if found[1] else depth + 1
        end = found.end() if depth == 0 else end
    if end >= 0 and depth == 0:
        outside.append(quoted[end:])
    return bool(plain_of(" ".join(outside)).strip())
