"""What only a machine with time to spare can show: that no sound is lost, that packets come on the dot.

A busy machine loses what no program lost, but never makes whole what a program breaks: one good try is the proof.
"""

from collections.abc import Callable

TRIES = 4


def within_tries(attempt: Callable[[], None], failure: type[Exception] = AssertionError) -> None:
    """Make the attempt until it does not fail, `TRIES` times at most; the last failure is the test's."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except failure:
            continue
    return attempt()
