"""How long work is followed: a person at a terminal may want to see it, a program may not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Hands on the pieces of some work as they are done, and may show how far it is."""

    def __call__(self, work: Iterable[T], length: int, label: str) -> Iterable[T]:
        """Return the pieces, of which there are `length`."""


def silent(work: Iterable[T], length: int, label: str) -> Iterable[T]:
    """Return the pieces of some work and show nothing."""
    del length, label
    return work
