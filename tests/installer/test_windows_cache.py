"""What is kept between builds: whole or not at all, and made anew when what it is made of changes."""

from pathlib import Path

import pytest

from installer.windows.cache import cache_folder, cached


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_CACHE", str(tmp_path / "cache"))


def _write(folder: Path) -> None:
    (folder / "made").write_text("whole")


def test_the_same_ingredients_are_made_once() -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        _write(folder)

    first, second = cached("thing", ["a", b"b"], make), cached("thing", ["a", b"b"], make)
    assert (first, len(made)) == (second, 1)
    assert (first / "made").read_text() == "whole"


def test_a_file_among_the_ingredients_stands_for_its_contents(tmp_path: Path) -> None:
    recipe = tmp_path / "recipe"
    recipe.write_text("one")
    before = cached("thing", [recipe], _write)
    recipe.write_text("two")
    assert cached("thing", [recipe], _write) != before


def test_ingredients_are_told_apart_by_their_borders() -> None:
    assert cached("thing", ["ab", "c"], _write) != cached("thing", ["a", "bc"], _write)


def test_what_failed_half_way_is_not_kept() -> None:
    def fail(folder: Path) -> None:
        _write(folder)
        raise RuntimeError("no room")

    with pytest.raises(RuntimeError):
        cached("thing", ["a"], fail)
    assert [path.name for path in cache_folder().iterdir()] == ["thing.lock"]
    assert (cached("thing", ["a"], _write) / "made").exists()


def test_the_leftovers_of_a_killed_build_are_cleared_away() -> None:
    leftover = cache_folder() / ".thing-killed"
    leftover.mkdir()
    (leftover / "half").touch()
    cached("thing", ["a"], _write)
    assert not leftover.exists()
