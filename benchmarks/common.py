"""What every benchmark needs: figures as tables and JSON, the machine said once, percentiles."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# an installed program is compiled; without this each start of ours might compile it all
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Measured values of one thing, in `unit`."""

    name: str
    values: tuple[float, ...]
    unit: str = "ms"

    def percentile(self, share: float) -> float:
        """`share` 0–1; nearest rank, so that the worst of few is not smoothed away."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def row(self) -> dict[str, object]:
        return {
            "what": self.name,
            "n": len(self.values),
            "median": round(self.median, 3),
            "p99": round(self.percentile(0.99), 3),
            "max": round(max(self.values), 3),
            "unit": self.unit,
        }


def parser(doc: str | None) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    made.add_argument("--json", type=Path, help="write the figures there too")
    return made


def world_parser(doc: str | None) -> argparse.ArgumentParser:
    """For a program that runs in one world of one size."""
    made = parser(doc)
    made.add_argument("--size", type=int, default=1_000_000, help="interactions")
    made.add_argument("--world", type=Path, help="a store of this size that benchmarks.world made")
    return made


def made_worlds(chosen: argparse.Namespace) -> dict[int, Path]:
    """What need not be made anew, by size."""
    return {chosen.size: chosen.world} if chosen.world else {}


def machine() -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "load": round(os.getloadavg()[0], 2),
        "commit": _commit(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _commit() -> str:
    git = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return git.stdout.strip()


def table(rows: Sequence[dict[str, object]]) -> str:
    """Rows of equal keys as a Markdown table, so that it can be pasted into docs/figures.md."""
    if not rows:
        return "(nothing measured)"
    head = list(rows[0])
    body = [[str(row.get(key, "")) for key in head] for row in rows]
    widths = [max(len(line[i]) for line in [head, *body]) for i in range(len(head))]
    cells = [head, ["-" * width for width in widths], *body]
    return "\n".join("| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in cells)


def report(title: str, rows: Iterable[dict[str, object]], json_file: Path | None = None) -> None:
    listed = list(rows)
    about = machine()
    print(f"# {title}\n\n{about['cores']} cores, Python {about['python']}, load {about['load']}, {about['at']}\n")
    print(table(listed))
    if json_file:
        json_file.write_text(json.dumps({"title": title, "machine": about, "rows": listed}, indent=1), "utf-8")
