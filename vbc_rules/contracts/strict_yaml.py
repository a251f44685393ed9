"""Strict YAML: the file is read, its text is checked, then its data; every value has a place.

What the versions of YAML read differently is refused with the way to write it, and
numbers are exact. Limits are checked before the work that they limit.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from vbc_rules.contracts.composer import compose
from vbc_rules.contracts.located import Located
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse

LARGEST_FILE = 1_000_000
"""Bytes; a contract of 200 lines has about 8,000."""

_MOST_FINDINGS_IN_TEXT = 100
# Control characters, other line separators, marks of writing direction, lone surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_document(path: Path) -> Located:
    """Return the document in the file; raises Refusal with every finding.

    A file that is missing, not readable, too large or not UTF-8 is a finding as well.
    A byte order mark of UTF-8 is accepted and skipped, because it changes no value.
    """
    file = str(path)
    data = _read_bytes(path, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error, file) from None
    return parse_document(text, file)


def parse_document(text: str, file: str) -> Located:
    """Return the document in the text; `file` is the name that its places carry.

    Raises Refusal with every finding.
    """
    if len(text) > LARGEST_FILE:
        raise _too_large(file)
    text = text.replace("\r\n", "\n")
    findings = islice(chain(_unwanted(text, file), _tabs(text, file)), _MOST_FINDINGS_IN_TEXT)
    if found := list(findings):
        raise Refusal(found)
    return compose(text, file)


def _read_bytes(path: Path, file: str) -> bytes:
    place = Place(file)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refuse("VBC002", "This is a folder, not a file.", place, "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise refuse("VBC003", "This is not a regular file.", place, "name a file on disk")
        if status.st_size > LARGEST_FILE:
            raise _too_large(file)
        with path.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise refuse("VBC001", "There is no such file.", place, "check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is not valid"
        message = f"The file cannot be read: {reason.lower()}."
        raise refuse("VBC003", message, place, "check the path and its permissions") from None


def _too_large(file: str) -> Refusal:
    message = f"The file is larger than {LARGEST_FILE:,} bytes."
    return refuse("VBC004", message, Place(file), "split it, or name the right file")


def _not_utf8(data: bytes, error: UnicodeDecodeError, file: str) -> Refusal:
    before = data[: error.start].decode("utf-8", errors="replace").lstrip("\ufeff")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    hint = "save the file as UTF-8"
    message = f"The byte 0x{data[error.start]:02X} is not UTF-8."
    return refuse("VBC005", message, Place(file, line, column), hint)


def _unwanted(text: str, file: str) -> Iterator[Diagnostic]:
    hint = "delete the character; it can not be seen, and readers treat it differently"
    for match in _UNWANTED.finditer(text):
        message = f"The text holds the control character U+{ord(match[0]):04X}."
        yield Diagnostic("VBC006", message, _place(text, match.start(), file), hint)


def _tabs(text: str, file: str) -> Iterator[Diagnostic]:
    """One finding for each line that has a tab, at its first one."""
    if "\t" not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            place = Place(file, number, line.index("\t") + 1)
            yield Diagnostic("VBC012", "The line has a tab.", place, "write spaces instead")


def _place(text: str, index: int, file: str) -> Place:
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
