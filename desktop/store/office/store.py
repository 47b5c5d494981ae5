"""What a team sets up once or does with many, as the services see it (`office.ports`): each method one transaction."""

from collections.abc import Collection, Sequence

from desktop.domain.office.macros import Macro, MacroRun, Step
from desktop.domain.office.pictures import PictureSender
from desktop.domain.office.tabs import KeptTabs
from desktop.domain.office.texts import ReadyText
from desktop.domain.office.views import SavedView
from desktop.store.bus.part import Part
from desktop.store.office import pictures, running, tabs, texts, views


class Texts(Part):
    """`office.ports.TextStore`."""

    def texts(self) -> Sequence[ReadyText]:
        with self._database.reading() as tx:
            return texts.read_all(tx)

    def templates(self) -> Sequence[ReadyText]:
        with self._database.reading() as tx:
            return texts.templates(tx)

    def save_text(self, text: ReadyText) -> ReadyText:
        with self._database.writing() as tx:
            return texts.save(tx, text)

    def remove_text(self, text_id: int) -> None:
        with self._database.writing() as tx:
            texts.remove(tx, text_id)


class Macros(Part):
    """`office.ports.MacroStore`."""

    def macros(self) -> Sequence[Macro]:
        with self._database.reading() as tx:
            return texts.read_macros(tx)

    def save_macro(self, macro: Macro) -> Macro:
        with self._database.writing() as tx:
            return texts.save_macro(tx, macro)

    def remove_macro(self, macro_id: int) -> None:
        with self._database.writing() as tx:
            texts.remove_macro(tx, macro_id)

    def carry_out(self, interaction_id: int, steps: Sequence[Step], agent: str) -> MacroRun:
        with self._database.writing() as tx:
            return running.carry_out(tx, interaction_id, steps, agent, self._numbering)

    def take_back(self, run: MacroRun) -> bool:
        with self._database.writing() as tx:
            return running.take_back(tx, run, self._numbering)


class Views(Part):
    """`office.ports.ViewStore`."""

    def views(self, agent: str) -> Sequence[SavedView]:
        with self._database.reading() as tx:
            return views.shown(tx, agent)

    def save_view(self, view: SavedView) -> SavedView:
        with self._database.writing() as tx:
            return views.save(tx, view)

    def remove_view(self, view_id: int) -> None:
        with self._database.writing() as tx:
            views.remove(tx, view_id)

    def kept_tabs(self, agent: str) -> KeptTabs:
        with self._database.reading() as tx:
            return tabs.read(tx, agent)

    def keep_tabs(self, agent: str, kept: KeptTabs) -> None:
        with self._database.writing() as tx:
            tabs.keep(tx, agent, kept)


class Pictures(Part):
    """`office.ports.PictureStore`."""

    def picture_senders(self) -> Sequence[PictureSender]:
        with self._database.reading() as tx:
            return pictures.read_all(tx)

    def shows_pictures_of(self, addresses: Collection[str]) -> frozenset[str]:
        with self._database.reading() as tx:
            return pictures.among(tx, addresses)

    def allow_pictures(self, address: str, agent: str) -> None:
        with self._database.writing() as tx:
            pictures.allow(tx, address, agent)

    def forbid_pictures(self, address: str) -> None:
        with self._database.writing() as tx:
            pictures.forbid(tx, address)


class Office(Texts, Macros, Views, Pictures):
    """`office.ports.OfficeStore`."""
