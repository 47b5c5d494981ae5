"""Run by Alembic: the steps go through the connection and in the transaction that `opening` began."""

from alembic import context

import desktop.store.bus.handover.tables
import desktop.store.bus.tables  # they belong to the same metadata
import desktop.store.office.mailing.tables
import desktop.store.office.tables  # noqa: F401
from desktop.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
    reached=context.config.attributes["reached"],
)
context.run_migrations()
