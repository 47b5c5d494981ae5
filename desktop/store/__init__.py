"""The store: the only importer of sqlalchemy, alembic and keyring."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.store.store import DatabaseStore, open_store

__all__ = ["DatabaseStore", "open_store"]


def __getattr__(name: str) -> Any:
    """Loaded when asked for: whoever wants the vault alone does not wait for SQLAlchemy."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from desktop.store import store

    return getattr(store, name)
