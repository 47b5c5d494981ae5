"""The end of an order's number beside it: customers read the last figures out."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Connection

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_AT_A_TIME = 50_000


def upgrade() -> None:
    tx = op.get_bind()
    op.add_column("orders", sa.Column("tail", sa.String, nullable=False, server_default=""))
    _fill(tx, "substr(number, -4)" if tx.dialect.name == "sqlite" else "right(number, 4)")
    op.create_index("orders_by_tail", "orders", ["tail"])


def _fill(tx: Connection, tail: str) -> None:
    reached = op.get_context().opts["reached"]
    last = tx.execute(sa.text("SELECT coalesce(max(id), 0) FROM orders")).scalar_one()
    for first in range(0, last + 1, _AT_A_TIME):
        reached(first / (last + 1))
        within = {"first": first, "after": first + _AT_A_TIME}
        tx.execute(sa.text(f"UPDATE orders SET tail = {tail} WHERE id >= :first AND id < :after"), within)
