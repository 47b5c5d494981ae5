"""One line a trial, PASS or FAIL, and the count at the end."""

import contextlib
import time
import traceback
from collections.abc import Iterator

_INDENT = "\n       "


class Failed(Exception):
    """What was expected and not seen."""


class Report:
    """Counts what passed and failed; a trial whose name lacks the wanted word is left out."""

    def __init__(self, only: str) -> None:
        self._only = only
        self._passed = 0
        self._failed = 0
        self._seen: list[str] = []
        self._failures: list[str] = []

    @property
    def status(self) -> int:
        return 1 if self.is_empty or self._failed else 0

    @property
    def is_empty(self) -> bool:
        return not self._passed and not self._failed

    def wants(self, name: str) -> bool:
        return self._only in name

    def saw(self, detail: str) -> None:
        """Something to tell beside the verdict of the trial that is under way."""
        self._seen.append(detail)

    @contextlib.contextmanager
    def trial(self, name: str) -> Iterator[None]:
        """Whatever is raised inside is a failure, told in its line; the next trial goes on."""
        started = time.monotonic()
        self._seen = []
        try:
            yield
        except Exception as error:
            self._failed += 1
            notes = getattr(error, "__notes__", [])
            reason = "\n".join([str(error), *notes]) if isinstance(error, Failed) else traceback.format_exc()
            self._say("FAIL", name, started, [*reason.strip().splitlines(), *self._seen])
        else:
            self._passed += 1
            self._say("PASS", name, started, self._seen)

    def close(self) -> None:
        """What failed is said again: whoever sees the end alone of a long report has to know it."""
        print(*self._failures, sep="\n", end="")
        print(f"{self._passed} passed, {self._failed} failed", flush=True)

    def _say(self, verdict: str, name: str, started: float, details: list[str]) -> None:
        line = _INDENT.join([f"{verdict}  {name} ({time.monotonic() - started:.1f} s)", *details])
        print(line, flush=True)
        if verdict == "FAIL":
            self._failures.append(f"{line}\n")
