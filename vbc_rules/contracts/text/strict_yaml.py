"""Strict YAML: the file is read, its text is checked, then its data; every value has a place.

What the versions of YAML read differently is refused with the way to write it, and
numbers are exact. Limits are checked before the work that they limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import attrs

from vbc_rules.contracts.text.composer import MOST_VALUES, compose
from vbc_rules.contracts.text.located import Located
from vbc_rules.contracts.text.text_file import read_text, too_large
from vbc_rules.diagnostics import Diagnostic, Place, Refusal

LARGEST_FILE = 1_000_000
"""Bytes; a contract of 200 lines has about 8,000."""


@attrs.frozen
class Limits:
    """How large a file may be: its bytes, and its keys and values together."""

    bytes: int
    values: int


OF_A_CONTRACT = Limits(LARGEST_FILE, MOST_VALUES)
OF_A_BOOK = Limits(50_000_000, 2_000_000)
"""An agreement of a book has some 25 keys and values, in about 500 bytes."""

_MOST_FINDINGS_IN_TEXT = 100
# Control characters, other line separators, marks of writing direction, lone surrogates.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_document(path: Path, limits: Limits = OF_A_CONTRACT) -> Located:
    """Return the document in the file; raises Refusal with every finding.

    A file that is missing, not readable, too large or not UTF-8 is a finding as well.
    A byte order mark of UTF-8 is accepted and skipped, because it changes no value.
    """
    return parse_document(read_text(path, limits.bytes), str(path), limits)


def parse_document(text: str, file: str, limits: Limits = OF_A_CONTRACT) -> Located:
    """Return the document in the text; `file` is the name that its places carry.

    Raises Refusal with every finding.
    """
    if len(text) > limits.bytes:
        raise too_large(file, limits.bytes)
    text = text.replace("\r\n", "\n")
    findings = islice(chain(_unwanted(text, file), _tabs(text, file)), _MOST_FINDINGS_IN_TEXT)
    if found := list(findings):
        raise Refusal(found)
    return compose(text, file, limits.values)


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
