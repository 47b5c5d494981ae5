"""What the demo world is made of, read from `resources/demo`: the shop, its customers' languages, a few people."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from desktop.paths import resources_folder

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_POINT_LANGUAGES = ("en", "zh-CN")
_WHOLE_CURRENCIES = ("HUF",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a customer asks about, in their language, and how an agent answers; texts with {slots}."""

    subject: tuple[str, ...]
    ask: tuple[str, ...]
    reply: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language as the shop's customers write it, with the names and numbers they have.

    `say` has the phrases every topic shares; in `mobile` and `landline` each ? stands for a digit.
    """

    language: str
    share: int
    currency: str
    rate: Decimal
    date_form: str
    months: tuple[str, ...]
    amount_form: str
    mobile: tuple[str, ...]
    landline: tuple[str, ...]
    cities: tuple[str, ...]
    mail: tuple[str, ...]
    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]
    firms: tuple[str, ...]
    say: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, Topic]

    @property
    def space(self) -> str:
        """Between two sentences; Chinese has none."""
        return "" if self.language.startswith("zh") else " "

    def date(self, at: datetime) -> str:
        month = self.months[at.month - 1] if self.months else ""
        return self.date_form.format(d=at.day, m=at.month, y=at.year, month=month)

    def amount(self, amount: Decimal) -> str:
        text = f"{amount:.0f}" if self.currency in _WHOLE_CURRENCIES else f"{amount:.2f}"
        if self.language not in _POINT_LANGUAGES:
            text = text.replace(".", ",")
        return self.amount_form.format(amount=text)

    def lending_money_to(self, other: "Tongue") -> "Tongue":
        """The other language, with this one's currency."""
        return replace(other, currency=self.currency, rate=self.rate, amount_form=self.amount_form)

    def price(self, euros: int) -> Decimal:
        """What costs `euros` at home, in this currency."""
        exact = Decimal(euros) * self.rate
        return exact.quantize(Decimal(1) if self.currency in _WHOLE_CURRENCIES else Decimal("0.01"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A queue of the shop: its name, the number customers dial, the topics it serves."""

    name: str
    dialled: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A piece of furniture; `weight` is how often it is bought."""

    name: str
    noun: str
    price: int
    weight: int
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNotes:
    """The title of a case of the topic, and what agents note by how a contact ended."""

    case: str
    solved: tuple[str, ...]
    promised: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    agents: tuple[str, ...]
    finishes: tuple[str, ...]
    left: tuple[str, ...]
    tags: tuple[str, ...]
    queues: tuple[Line, ...]
    models: tuple[Model, ...]
    notes: Mapping[str, TopicNotes]

    def queue_of(self, topic: str) -> Line:
        return next(queue for queue in self.queues if topic in queue.topics)

    def queue_named(self, name: str) -> Line:
        return next((queue for queue in self.queues if queue.name == name), self.queues[0])


def house_date(at: datetime) -> str:
    """`Fri 13 Nov`, as agents write it in their notes whatever their computer's language."""
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}"


def _folder() -> Path:
    return resources_folder() / "demo"


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _texts(table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(texts) for name, texts in table.items()}


def _tongue(path: Path) -> Tongue:
    raw = _read(path)
    lists = {name: tuple(value) for name, value in raw.items() if isinstance(value, list)}
    lists.setdefault("months", ())
    return Tongue(
        language=raw["language"],
        share=raw["share"],
        currency=raw["currency"],
        rate=Decimal(str(raw["rate"])),
        date_form=raw["date"],
        amount_form=raw["amount"],
        say=_texts(raw["say"]),
        topics={name: Topic(**_texts(topic)) for name, topic in raw["topics"].items()},
        **lists,
    )


@cache
def read_tongues() -> tuple[Tongue, ...]:
    """Every language of `resources/demo/languages`, in the order of their files' names."""
    return tuple(_tongue(path) for path in sorted((_folder() / "languages").glob("*.toml")))


@cache
def read_shop() -> Shop:
    raw = _read(_folder() / "shop.toml")
    return Shop(
        agents=tuple(raw["agents"]),
        finishes=tuple(raw["finishes"]),
        left=tuple(raw["carriers_left"]),
        tags=tuple(raw["tags"]),
        queues=tuple(Line(**{**queue, "topics": tuple(queue["topics"])}) for queue in raw["queues"]),
        models=tuple(Model(**{**model, "topics": tuple(model["topics"])}) for model in raw["models"]),
        notes={name: TopicNotes(case=notes.pop("case"), **_texts(notes)) for name, notes in raw["notes"].items()},
    )


def read_featured() -> list[dict[str, Any]]:
    """The people of every world, as `featured.toml` has them."""
    people: list[dict[str, Any]] = _read(_folder() / "featured.toml")["people"]
    return people
