"""Signatures of a queue and a language."""

import pytest

from desktop.channels.email.writing.signatures import signature_of
from desktop.domain.channel import Channel
from desktop.domain.written import ChannelAccount

SIGNATURE = (
    "Oak Shop\n[Mon to Fri]\n[pl]\nSklep Dąb\n[Sales]\nOak Sales\n[Sales pl]\nDąb Sprzedaż\n[Repairs]\nOak Repairs"
)


def _account(signature: str = SIGNATURE) -> ChannelAccount:
    settings = (("signature", signature), ("queues", "repair@shop.example Repairs"))
    return ChannelAccount(
        channel=Channel.EMAIL, name="Oak", address="oak@shop.example", queue="Sales", settings=settings
    )


@pytest.mark.parametrize(
    ("queue", "language", "expected"),
    [
        ("", "", ("Oak Shop", "[Mon to Fri]")),
        ("", "pl", ("Sklep Dąb",)),
        ("sales", "", ("Oak Sales",)),
        ("Sales", "pl", ("Dąb Sprzedaż",)),
        ("Sales", "zh", ("Oak Sales",)),
        ("Repairs", "pl", ("Oak Repairs",)),
        ("Elsewhere", "pl", ("Sklep Dąb",)),
        ("Elsewhere", "zh", ("Oak Shop", "[Mon to Fri]")),
    ],
)
def test_the_nearest_signature_is_taken(queue: str, language: str, expected: tuple[str, ...]) -> None:
    assert signature_of(_account(), language, queue) == expected


def test_without_any_nothing_is_signed() -> None:
    assert signature_of(_account(""), "pl", "Sales") == ()
    assert signature_of(_account("[Sales]\nOak Sales"), "pl", "Repairs") == ()
