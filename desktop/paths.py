"""Where things are kept. `--profile DIR` or PARLEY_PROFILE moves everything into one folder."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

PROFILE_VARIABLE = "PARLEY_PROFILE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Folders of one profile; made when they are first written to."""

    config: Path
    data: Path
    state: Path

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.json"

    @property
    def store_file(self) -> Path:
        return self.data / "parley.db"

    @property
    def window_file(self) -> Path:
        return self.state / "window.json"

    @property
    def unread_file(self) -> Path:
        """What was not read into a draft when the program had to end."""
        return self.state / "unread.json"

    @property
    def log_file(self) -> Path:
        return self.state / "parley.log"

    @property
    def crash_file(self) -> Path:
        return self.state / "crash.log"

    @property
    def engine_folder(self) -> Path:
        """Where the phone engine keeps the token that its desk proves itself with."""
        return self.state / "engine"


def find_paths(profile: str | None = None) -> Paths:
    """The folders of `profile`, else of PARLEY_PROFILE, else the system's own for this user."""
    folder = profile or os.environ.get(PROFILE_VARIABLE)
    if folder:
        root = Path(folder).expanduser().resolve()
        return Paths(config=root, data=root, state=root)
    names = platformdirs.PlatformDirs("Parley", appauthor=False, roaming=False)
    return Paths(config=names.user_config_path, data=names.user_data_path, state=names.user_state_path)


def resources_folder() -> Path:
    """Icons, sounds, voices, translations: beside the package in a source tree, inside it when installed."""
    if bundle := getattr(sys, "_MEIPASS", None):
        return Path(bundle) / "resources"
    inside = Path(__file__).parent / "_resources"
    return inside if inside.is_dir() else Path(__file__).parents[1] / "resources"
