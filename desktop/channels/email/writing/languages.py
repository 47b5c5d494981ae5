"""The few words that a mail of ours has besides the agent's, in the customer's language and not in the agent's.

So they are no texts for `tr`: the program may be in Polish while a Chinese customer is answered.
"""

import re
from dataclasses import dataclass

_SAMPLE = 4_000
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 3  # fewer may be a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`name` is the language's own; `wrote` has the places {when} and {who}."""

    name: str
    wrote: str
    forwarded: str
    author: str
    date: str
    subject: str
    to: str
    copy: str


_WORDS = {
    "en": Words(
        name="English",
        wrote="On {when}, {who} wrote:",
        forwarded="Forwarded message",
        author="From",
        date="Date",
        subject="Subject",
        to="To",
        copy="Cc",
    ),
    "pl": Words(
        name="Polski",
        wrote="W dniu {when} {who} napisał(a):",
        forwarded="Przekazana wiadomość",
        author="Od",
        date="Data",
        subject="Temat",
        to="Do",
        copy="DW",
    ),
    "eo": Words(
        name="Esperanto",
        wrote="Je {when} {who} skribis:",
        forwarded="Plusendita mesaĝo",
        author="De",
        date="Dato",
        subject="Temo",
        to="Al",
        copy="Kopie al",
    ),
    "de": Words(
        name="Deutsch",
        wrote="Am {when} schrieb {who}:",
        forwarded="Weitergeleitete Nachricht",
        author="Von",
        date="Datum",
        subject="Betreff",
        to="An",
        copy="Kopie",
    ),
    "fr": Words(
        name="Français",
        wrote="Le {when}, {who} a écrit :",
        forwarded="Message transféré",
        author="De",
        date="Date",
        subject="Objet",
        to="À",
        copy="Copie à",
    ),
    "es": Words(
        name="Español",
        wrote="El {when}, {who} escribió:",
        forwarded="Mensaje reenviado",
        author="De",
        date="Fecha",
        subject="Asunto",
        to="Para",
        copy="CC",
    ),
    "pt": Words(
        name="Português",
        wrote="Em {when}, {who} escreveu:",
        forwarded="Mensagem encaminhada",
        author="De",
        date="Data",
        subject="Assunto",
        to="Para",
        copy="Cc",
    ),
    "hu": Words(
        name="Magyar",
        wrote="{who} ezt írta ({when}):",
        forwarded="Továbbított üzenet",
        author="Feladó",
        date="Dátum",
        subject="Tárgy",
        to="Címzett",
        copy="Másolat",
    ),
    "zh": Words(
        name="中文",
        wrote="于 {when}，{who} 写道：",
        forwarded="转发的邮件",
        author="发件人",
        date="日期",
        subject="主题",
        to="收件人",
        copy="抄送",
    ),
}

# words that are in nearly every text of a language, and in few of the others
_COMMON = {
    "en": "the and is to you my have not of for it with was this are please thank thanks hello dear",
    "pl": "nie i w na się jest to do że proszę dziękuję czy dzień dobry mam mi za od pozdrawiam moje",
    "eo": "la kaj ne mi estas al de ĉu vi por ke mia estis bonvolu dankon saluton en kun sed pri",
    "de": "der die und ich nicht ist das zu sie bitte mit ein eine habe meine danke hallo grüßen für auf",
    "fr": "le la les et je ne pas est vous une des bonjour merci pour mon ma que dans du avec",
    "es": "el la los y no es que por una mi gracias hola para con su he pedido pero está muchas",
    "pt": "o a os e não é que por uma meu minha obrigado obrigada olá para com do da bom dia",
    "hu": "a az és nem hogy egy van kérem köszönöm tisztelt üdvözlettel még meg csak de is volt ha mit",
}
_COMMON_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_CHINESE = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")


def languages() -> tuple[tuple[str, str], ...]:
    """Codes and names of those that have words here."""
    return tuple((code, words.name) for code, words in _WORDS.items())


def words_in(language: str) -> Words:
    """English where the language is not known."""
    return _WORDS.get(language.partition("-")[0].partition("_")[0].lower(), _WORDS["en"])


def language_of(text: str) -> str:
    """A guess from its commonest words; "" when it is too short to tell."""
    sample = text[:_SAMPLE].lower()
    if len(_CHINESE.findall(sample)) >= _FEWEST_WORDS and not _KANA.search(sample):
        return "zh"
    said = _WORD.findall(sample)
    counts = {language: sum(word in common for word in said) for language, common in _COMMON_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= _FEWEST_WORDS else ""
