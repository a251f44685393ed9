"""Writing reports to files, whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from vbc_rules.contracts.text.text_file import is_folder
from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.diagnostics.text import plain

_PERMISSION = (errno.EACCES, errno.EPERM, errno.EROFS)


def write_report(path: Path, data: bytes) -> None:
    """Write the data to the file; as `write_reports`."""
    write_reports([(path, data)])


def write_reports(reports: Iterable[tuple[Path, bytes]]) -> None:
    """Write each file, or none of them; folders above a file that are missing are created.

    A reader of a file sees the old contents or the new, never a part: all data is written
    beside its place, and moved there when the last is complete. A pipe or a device is
    written to directly. Raises `Refusal` where a path is a folder (VBC701), where the
    permission is missing (VBC702), and for any other reason of the system (VBC703).
    """
    staged: list[tuple[Path, Callable[[], object]]] = []
    with ExitStack() as until_moved:
        for number, (path, data) in enumerate(reports):
            with _refusing(path):
                staged.append((path, _stage(path, data, number, until_moved)))
        for path, move in staged:
            with _refusing(path):
                move()


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, ValueError) as problem:  # a loop of links is a RuntimeError
        raise _refusal(path, problem) from None


def _refuse_folder(path: Path) -> None:
    if is_folder(path):
        hint = f"Name a file in it, such as {plain(str(path / 'statement.html'))}."
        raise refuse("VBC701", f"{_quoted(path)} is a folder.", _place(path), hint)


def _stage(path: Path, data: bytes, number: int, until_moved: ExitStack) -> Callable[[], object]:
    """Do all that can fail, and return what is left: to put the data in its place."""
    _refuse_folder(path)
    # A link stays a link, and what it leads to is replaced.
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not target.is_file():
        return partial(target.write_bytes, data)
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")
    beside = target.with_name(f".vbc-{os.getpid()}-{number}.partial")
    until_moved.callback(beside.unlink, missing_ok=True)
    with beside.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return partial(beside.replace, target)


def _refusal(path: Path, problem: Exception) -> Refusal:
    if isinstance(problem, OSError) and problem.errno in _PERMISSION:
        message = f"There is no permission to write {_quoted(path)}."
        return refuse("VBC702", message, _place(path), "Choose another place for the output.")
    reason = problem.strerror if isinstance(problem, OSError) else str(problem)
    message = f"{_quoted(path)} cannot be written: {plain(reason or 'unknown reason')}."
    return refuse("VBC703", message, _place(path), "Choose another place for the output.")


def _quoted(path: Path) -> str:
    return f"'{plain(str(path))}'"


def _place(path: Path) -> Place:
    return Place(str(path))
