"""The pages lead where they say: every link of theirs, and every file of the project they name, is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
BUILT = "dist"  # made by dev.py, in part or not at all


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    folders = "|".join(
        folder.name for folder in ROOT.iterdir() if folder.is_dir() and folder.name[0] != "." and folder.name != BUILT
    )
    named = re.findall(rf"`((?:{folders})/[\w./\-]*)`", page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    todo = {ROOT / "README.md"}
    while todo:
        page = todo.pop()
        reached.add(page)
        links = re.findall(r"\]\(([^)#]+\.md)[^)]*\)", page.read_text("utf-8"))
        todo |= {(page.parent / link).resolve() for link in links if "://" not in link} - reached
    assert {page.name for page in PAGES} <= {page.name for page in reached}
