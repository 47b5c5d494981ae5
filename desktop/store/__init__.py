"""The store: the only importer of sqlalchemy, alembic and keyring."""
