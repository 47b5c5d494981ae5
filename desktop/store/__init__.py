"""The store: the only importer of sqlalchemy, alembic and keyring."""

from desktop.store.store import DatabaseStore, open_store

__all__ = ["DatabaseStore", "open_store"]
