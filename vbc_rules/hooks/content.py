"""What a plugin's code and data are as they are installed, as one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from vbc_rules.hooks.origin import Origin

_MADE = "__pycache__"
"""Where Python keeps what it compiled; it is used only beside the source that it was made of."""


def content_sha256(origin: Origin) -> str | None:
    """Return a hash of every file of the package that the entry point names.

    The package is found, not imported. None where it is not on this machine.
    """
    return folder_sha256(found) if (found := _package(origin)) else None


def folder_sha256(package: Path) -> str:
    """Return a hash of a package or module: the names and bytes of its files."""
    digest = hashlib.sha256()
    for name, file in _files(package):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def _package(origin: Origin) -> Path | None:
    """Return the folder of the top-level package, or the file of a single module."""
    from importlib.util import find_spec

    top = origin.entry_point.partition(":")[0].partition(".")[0]
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return Path(spec.origin) if spec.origin else None


def _files(package: Path) -> Iterator[tuple[str, Path]]:
    if package.is_file():
        yield package.name, package
        return
    for file in sorted(package.rglob("*")):
        within = file.relative_to(package)
        if file.is_file() and _MADE not in within.parts:
            yield within.as_posix(), file
