"""A text file read with care: what it is, how large it is, and that it is UTF-8."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from vbc_rules.diagnostics import Place, Refusal, refuse


def read_text(path: Path, largest: int, encodings: Sequence[str] = ("utf-8",)) -> str:
    """Return the text of a file of at most `largest` bytes, line ends as they are.

    `encodings` are tried in their order; the first one that fits all bytes counts. A byte
    order mark of UTF-8 is accepted and skipped, because it changes no value.

    Raises:
        Refusal: VBC001 to VBC005 for a file that is missing, a folder, not readable,
            too large or not UTF-8.
    """
    file = str(path)
    data = _read_bytes(path, file, largest)
    first_error = None
    for encoding in encodings:
        try:
            return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        except UnicodeDecodeError as error:
            first_error = first_error or error
    raise _not_utf8(data, first_error, file)


def is_folder(path: Path) -> bool:
    """Tell whether a path leads to a folder; one that cannot lead anywhere does not."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a name that is too long


def is_file(path: Path) -> bool:
    """Tell whether a path leads to a file; one that cannot lead anywhere does not."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for a name that is too long


def files_below(folder: Path, suffix: str) -> list[Path]:
    """Return all files below a folder whose names end in the suffix, sorted.

    A folder that cannot be read, or that is gone meanwhile, has none.
    """
    walked = ((Path(above), names) for above, _, names in os.walk(folder))
    return sorted(
        above / name for above, names in walked for name in names if name.endswith(suffix)
    )


def too_large(file: str, largest: int) -> Refusal:
    """Return the refusal of a file that has more than `largest` bytes."""
    message = f"The file is larger than {largest:,} bytes."
    return refuse("VBC004", message, Place(file), "split it, or name the right file")


def _read_bytes(path: Path, file: str, largest: int) -> bytes:
    place = Place(file)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refuse("VBC002", "This is a folder, not a file.", place, "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise refuse("VBC003", "This is not a regular file.", place, "name a file on disk")
        if status.st_size > largest:
            raise too_large(file, largest)
        with path.open("rb") as stream:
            return stream.read(largest + 1)
    except FileNotFoundError:
        raise refuse("VBC001", "There is no such file.", place, "check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is not valid"
        message = f"The file cannot be read: {reason.lower()}."
        raise refuse("VBC003", message, place, "check the path and its permissions") from None


def _not_utf8(data: bytes, error: UnicodeDecodeError | None, file: str) -> Refusal:
    start = error.start if error else 0
    before = data[:start].decode("utf-8", errors="replace").lstrip("\ufeff")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    hint = "save the file as UTF-8"
    message = f"The byte 0x{data[start]:02X} is not UTF-8."
    return refuse("VBC005", message, Place(file, line, column), hint)
