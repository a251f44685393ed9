"""A plugin as a wheel: unpacked, so that it can be checked before anyone installs it."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.hooks.discovery import find

LARGEST = 200_000_000
"""Bytes that a wheel may unpack to."""


@contextmanager
def unpacked(wheel: Path, folder: Path) -> Iterator[str]:
    """Unpack a wheel, put it first on Python's path, and give the entry point of its plugin.

    Raises:
        Refusal: VBC326 for a file that is not there, is no wheel, or holds no plugin.
    """
    _unpack(wheel, folder)
    origins = find([str(folder)])
    if not origins:
        hint = "declare the plugin in pyproject.toml: [project.entry-points.vbc_rules]"
        raise _no_wheel(wheel, "names no plugin among its entry points", hint)
    sys.path.insert(0, str(folder))
    try:
        yield origins[0].entry_point
    finally:
        sys.path.remove(str(folder))


def _unpack(wheel: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            if sum(one.file_size for one in archive.infolist()) > LARGEST:
                raise _no_wheel(wheel, "is too large", f"the limit is {LARGEST:,} bytes")
            archive.extractall(folder)  # names that would lead out of the folder are cut
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        what = "is not there" if isinstance(error, FileNotFoundError) else "is no archive"
        raise _no_wheel(wheel, what, "build it anew: python -m pip wheel --no-deps .") from None


def _no_wheel(wheel: Path, what: str, hint: str) -> Refusal:
    return refuse("VBC326", f"The wheel {wheel.name} {what}.", Place(str(wheel)), hint)
