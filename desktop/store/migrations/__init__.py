"""The steps from each version of the store to the next, run by the program when it opens one."""

from pathlib import Path

FOLDER = Path(__file__).parent


def revisions_in(folder: Path = FOLDER) -> tuple[str, ...]:
    """Oldest first. The files are named by their revision: the newest is known without loading Alembic."""
    return tuple(sorted(path.stem[:4] for path in (folder / "versions").glob("[0-9]*.py")))
