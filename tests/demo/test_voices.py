"""The recorded voices: there, small, and what a telephone carries."""

import struct
import tomllib
from pathlib import Path

import pytest

from desktop.demo.texts import read_tongues
from desktop.paths import resources_folder

FOLDER = resources_folder() / "voices"
FILES = sorted(FOLDER.glob("*.wav"))
MOST_BYTES = 1_000_000
MU_LAW = 7


def test_each_sentence_has_its_file_and_each_file_its_sentence() -> None:
    names = [voice["name"] for voice in tomllib.loads((FOLDER / "voices.toml").read_text("utf-8"))["voices"]]
    assert sorted(names) == [file.stem for file in FILES]


def test_all_together_they_stay_small() -> None:
    assert sum(file.stat().st_size for file in FILES) < MOST_BYTES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_voice_is_mu_law_at_8_khz_and_not_silent(file: Path) -> None:
    data = file.read_bytes()
    assert (data[:4], data[8:16]) == (b"RIFF", b"WAVEfmt ")
    kind, channels, rate = struct.unpack_from("<HHI", data, 20)
    assert (kind, channels, rate) == (MU_LAW, 1, 8000)
    sound = data[data.index(b"data") + 8 :]
    assert 3 < len(sound) / 8000 < 20
    loud = sum(1 for byte in sound if ~byte & 0x70 >= 0x40)  # the louder half of µ-law's segments
    assert loud > len(sound) / 20


def test_every_language_of_the_shop_can_be_heard() -> None:
    spoken = {file.stem.removeprefix("known-") for file in FILES}
    assert {tongue.language.split("-")[0] for tongue in read_tongues()} <= spoken


def test_the_licence_of_the_voices_is_said() -> None:
    assert "GPL-3.0-or-later" in (FOLDER / "LICENCE.md").read_text("utf-8")
