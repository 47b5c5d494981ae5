"""The right to do what only one program may do at a time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """`epoch` grows with each holder, so that an earlier one is told apart."""

    name: str
    holder: str
    epoch: int


class LeaseLost(Exception):
    """Another program holds it now; whatever was to be written was not."""
