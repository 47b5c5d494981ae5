"""Ready texts and macros are kept as they were given, and removing one can be undone."""

from dataclasses import replace

import pytest

from desktop.domain.channel import Channel
from desktop.domain.office.macros import Macro, Step, StepKind
from desktop.domain.office.texts import ReadyText, TextKind, Wording
from desktop.store import DatabaseStore

REFUND = ReadyText(
    title="Refund",
    shortcut="refund",
    wordings=(
        Wording(language="en", text="Dear {customer.name}", html="<p>Dear <b>{customer.name}</b></p>"),
        Wording(language="zh-CN", text="您好，退款"),
    ),
    queues=("Support", "Sales"),
    channels=(Channel.EMAIL,),
)


def test_a_text_comes_back_as_it_was_saved(store: DatabaseStore) -> None:
    kept = store.save_text(REFUND)
    assert store.texts() == [kept]
    assert replace(kept, id=None) == REFUND


def test_a_text_is_replaced_whole(store: DatabaseStore) -> None:
    kept = store.save_text(REFUND)
    changed = store.save_text(replace(kept, title="Other", wordings=(), channels=()))
    assert store.texts() == [changed]
    assert changed.id == kept.id


def test_what_was_removed_is_there_again_when_it_is_saved(store: DatabaseStore) -> None:
    kept = store.save_text(REFUND)
    assert kept.id is not None
    store.remove_text(kept.id)
    assert store.texts() == []
    assert store.save_text(kept) == kept
    assert store.texts() == [kept]


def test_texts_come_by_title_and_templates_apart(store: DatabaseStore) -> None:
    template = store.save_text(ReadyText(title="Zeta", kind=TextKind.TEMPLATE))
    refund = store.save_text(REFUND)
    assert store.texts() == [refund, template]
    assert store.templates() == [template]


def test_a_macro_keeps_its_steps_in_order(store: DatabaseStore) -> None:
    steps = (Step(kind=StepKind.PRIORITY, value="2"), Step(kind=StepKind.NOTE, value="looked at"))
    kept = store.save_macro(Macro(title="Urgent", steps=steps, queues=("Support",)))
    assert store.macros() == [kept]
    assert kept.steps == steps
    assert kept.id is not None
    store.remove_macro(kept.id)
    assert store.macros() == []
    assert store.save_macro(kept) == kept


def test_what_never_was_cannot_be_changed(store: DatabaseStore) -> None:
    with pytest.raises(LookupError):
        store.save_text(replace(REFUND, id=77))
    with pytest.raises(LookupError):
        store.remove_macro(77)
