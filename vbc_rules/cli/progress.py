"""A bar on standard error that shows how far long work is, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")
_LONG = 50
"""Pieces of work; fewer are done before anybody looks."""


def shown_progress(work: Iterable[T], length: int, label: str) -> Iterable[T]:
    """Hand on the pieces of some work, with a bar where a person may be waiting."""
    if length < _LONG or not sys.stderr.isatty():
        return work
    return _with_bar(work, length, label)


def _with_bar(work: Iterable[T], length: int, label: str) -> Iterator[T]:
    with click.progressbar(work, length=length, label=label, file=sys.stderr) as bar:
        yield from bar
