"""What groups interactions until solved."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`number` is what people say aloud ("Case 3312")."""

    number: int
    title: str
    customer_id: int | None = None
    is_solved: bool = False
    id: int | None = None
