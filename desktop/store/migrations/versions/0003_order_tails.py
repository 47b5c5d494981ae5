"""The end of an order's number beside it: customers read the last figures out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("orders", sa.Column("tail", sa.String, nullable=False, server_default=""))
    op.execute(f"UPDATE orders SET tail = {'substr(number, -4)' if is_sqlite else 'right(number, 4)'}")
    op.create_index("orders_by_tail", "orders", ["tail"])
