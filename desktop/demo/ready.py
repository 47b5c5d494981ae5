"""The demo's ready texts and macros, as a team would have written them."""

import tomllib
from collections.abc import Mapping
from typing import Any

from desktop.domain.channel import Channel
from desktop.domain.office.macros import Macro, Step, StepKind
from desktop.domain.office.texts import ReadyText, TextKind, Wording
from desktop.paths import resources_folder
from desktop.services.office.ports import OfficeStore


def add_texts(store: OfficeStore) -> None:
    raw = tomllib.loads((resources_folder() / "demo" / "texts.toml").read_text("utf-8"))
    kept = {text.title: str(text.id) for text in map(store.save_text, map(_text, raw["texts"]))}
    for macro in raw["macros"]:
        steps = (Step(kind=StepKind(kind), value=kept.get(value, value)) for kind, value in macro["steps"])
        store.save_macro(Macro(title=macro["title"], steps=tuple(steps)))


def _text(raw: Mapping[str, Any]) -> ReadyText:
    return ReadyText(
        title=raw["title"],
        kind=TextKind(raw.get("kind", TextKind.REPLY)),
        shortcut=raw.get("shortcut", ""),
        wordings=tuple(Wording(text=text, language=language) for language, text in raw["wordings"].items()),
        channels=tuple(Channel(one) for one in raw.get("channels", ())),
    )
