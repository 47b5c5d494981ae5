"""What each part of the store as the services see it is made of."""

from desktop.services.ports import Numbering
from desktop.store.database import Database


class Part:
    def __init__(self, database: Database, numbering: Numbering) -> None:
        self._database = database
        self._numbering = numbering
