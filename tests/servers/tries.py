"""What only a machine with time to spare can show: that no sound is lost, that packets come on the dot.

A busy machine loses what no program lost. So beside each try runs a bystander: if that was kept waiting too, there is
another try; if it came on time, the program failed and not the machine.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from tests.servers.bystander import Bystander, bystander

TRIES = 4


def within_tries(
    attempt: Callable[[], None],
    failure: type[Exception] = AssertionError,
    watch: Callable[[], AbstractContextManager[Bystander]] = bystander,
) -> None:
    """Make the attempt; where it fails and a bystander was kept waiting, again, `TRIES` times at most."""
    for left in reversed(range(TRIES)):
        with watch() as beside:
            try:
                attempt()
                return
            except failure as error:
                waited = beside.finish()
                error.add_note(f"try {TRIES - left} of {TRIES} at most: {waited}")
                if not (left and waited.is_long):
                    raise
