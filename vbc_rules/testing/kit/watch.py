"""What a plugin's code may not touch: network, files, clock, environment, other programs.

Python tells an audit hook of files, sockets and programs, and a profile function of the
calls that read a clock, chance or the environment. Only what the plugin's own lines cause is
counted: the core and the import of modules read files too.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import attrs

from vbc_rules.diagnostics import Place

NETWORK, FILE, WRITING, PROGRAM = "the network", "a file", "a file to write", "another program"
CLOCK, CHANCE, ENVIRONMENT = "the clock", "chance", "the environment"
_REFUSED = (NETWORK, WRITING, PROGRAM)
_PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.")
_WRITES = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "shutil.", "tempfile.")
_LOOKS = ("os.listdir", "os.scandir", "glob.")
_WRITING = os.O_WRONLY | os.O_RDWR
_NOW = ("now", "today", "utcnow")
_CHANCE = {getattr(random, "_inst")}  # noqa: B009 - the generator that the module's functions share
_CLOCKS = {name for name in dir(time) if not name.startswith("_")} - {"sleep", "strptime"}
_NAMES = frozenset({*_CLOCKS, *_NOW, *dir(random.Random), "urandom"})


@attrs.frozen(order=True)
class Access:
    """Something that the plugin's code read: what it was, by its name, and in which line."""

    what: str
    name: str
    place: Place


class Refused(RuntimeError):
    """Raised in the plugin's code where it opens the network, writes, or starts a program."""


@attrs.define(eq=False)
class Watch:
    """A watch over the code in a folder, while it lasts.

    While a plugin is `declaring` what it has, it may read files; while it settles or
    renders, only those of its own package.
    """

    folder: str
    declaring: bool = False
    found: dict[Access, None] = attrs.field(factory=dict)

    def heard(self, event: str, args: tuple[Any, ...]) -> None:
        """Note an event of Python's if the plugin's code caused it."""
        what = _kind(event, args)
        if what is None or (what == FILE and self._may_read(args)):
            return
        place = self._author(sys._getframe(2))  # noqa: SLF001 - the only way to name the line
        if place is None:
            return
        self.found[Access(what, str(args[0]) if what in {FILE, WRITING} else event, place)] = None
        if what in _REFUSED:
            raise Refused(f"a plugin may not use {what}")

    def called(self, frame: FrameType, event: str, function: Any) -> None:  # noqa: ANN401 - Python's own
        """Note a call that reads a clock, chance or the environment."""
        what = _read(function) if event == "c_call" else _environment(frame, event)
        place = self._author(frame) if what else None
        if what and place:
            name = getattr(function, "__qualname__", "os.environ")
            self.found[Access(what, name, place)] = None

    def _may_read(self, args: tuple[Any, ...]) -> bool:
        return self.declaring or (bool(args) and str(args[0]).startswith(self.folder))

    def _author(self, frame: FrameType | None) -> Place | None:
        """Return the innermost line of the plugin, unless it was importing a module."""
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith("<frozen importlib"):
                return None
            if name.startswith(self.folder):
                return Place(name, frame.f_lineno, 1)
            frame = frame.f_back
        return None


class _Switch:
    """The watch that is on. Python forgets no audit hook, so one is installed and switched."""

    watch: Watch | None = None
    installed = False


@contextmanager
def watching(watch: Watch) -> Iterator[Watch]:
    """Keep a watch while this lasts; within another one, that one goes on instead."""
    if _Switch.watch is not None:
        yield watch
        return
    if not _Switch.installed:
        sys.addaudithook(_heard)
        _Switch.installed = True
    profile = sys.getprofile()
    _Switch.watch = watch
    sys.setprofile(watch.called)
    try:
        yield watch
    finally:
        sys.setprofile(profile)
        _Switch.watch = None


def _heard(event: str, args: tuple[Any, ...]) -> None:
    watch = _Switch.watch
    if watch is not None:
        watch.heard(event, args)


def _kind(event: str, args: tuple[Any, ...]) -> str | None:
    if event.startswith(("socket.", "urllib.", "http.")):
        return NETWORK
    if event == "open":
        return WRITING if _writes(args) else FILE
    if event.startswith(_PROGRAMS):
        return PROGRAM
    if event.startswith(_WRITES):
        return WRITING
    return FILE if event.startswith(_LOOKS) else None


def _writes(args: tuple[Any, ...]) -> bool:
    """Tell whether a file is opened to be written: by its mode, or by flags."""
    mode, flags = (*args[1:3], None, None)[:2]
    return bool(set(mode or "") & set("wax+")) or bool((flags or 0) & _WRITING)


def _read(function: Any) -> str | None:  # noqa: ANN401 - any function of C
    """Return what a function of C reads, as it is called."""
    name = getattr(function, "__name__", "")
    if name not in _NAMES:
        return None  # nearly always: this runs at every call
    owner = getattr(function, "__self__", None)
    if getattr(function, "__module__", None) == "time":
        return CLOCK
    if name in _NOW and isinstance(owner, type) and issubclass(owner, dt.date):
        return CLOCK
    if name == "urandom" or (isinstance(owner, random.Random) and owner in _CHANCE):
        return CHANCE
    return None


_ENVIRONMENT = {
    getattr(type(os.environ), name).__code__ for name in ("__getitem__", "__iter__", "__len__")
}


def _environment(frame: FrameType, event: str) -> str | None:
    return ENVIRONMENT if event == "call" and frame.f_code in _ENVIRONMENT else None
