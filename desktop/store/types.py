"""Column types: exact UTC instants as integers, enums as their text, money as exact decimals, words for searching."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Integer, Numeric, Row, String, Text, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

from desktop.store.plain import LAST_ID as LAST_ID
from desktop.store.plain import LAST_INSTANT as LAST_INSTANT
from desktop.store.plain import of_microseconds as of_microseconds
from desktop.store.plain import to_microseconds as to_microseconds

AnyRow = Row[*tuple[Any, ...]]

Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER PRIMARY KEY


def many(name: str) -> BindParameter[Any]:
    """The parameter of an IN with a list of any length."""
    return bindparam(name, [], expanding=True)


def _instant(value: int | None) -> datetime | None:
    return None if value is None else of_microseconds(value)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime as microseconds since 1970: small, exact and comparable on both databases."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_microseconds(value)

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        return _instant


class EnumText(TypeDecorator[StrEnum]):
    """A StrEnum by its value, so that a report written in SQL can be read."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    @override
    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], StrEnum | None]:
        members: dict[str | None, StrEnum | None] = {None: None, **{str(member): member for member in self.kind}}
        return members.__getitem__


class Money(TypeDecorator[Decimal]):
    """An exact decimal: NUMERIC on PostgreSQL, its text on SQLite, whose numbers would be binary."""

    impl = Numeric
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric())

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        if value is None or dialect.name != "sqlite":
            return value
        return str(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)
