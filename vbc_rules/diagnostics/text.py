"""Text for people: what came from a file made safe to show, and how many there are of a thing."""

from __future__ import annotations

import re
import unicodedata

_PLAIN_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")


def plain(text: str) -> str:
    r"""Return the text on one line with every invisible character written as an escape.

    Control characters, escape sequences, line separators and marks that change the
    direction of writing become `\x1b`, `\n`, `\u202e` and so on, so that a file can
    not draw on the reader's screen.
    """
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def csv_cell(text: str) -> str:
    """Return the text as a cell that no spreadsheet reads as a formula.

    Plain numbers such as -1604660.00 stay numbers; other text that begins like a
    formula gets an apostrophe in front, which spreadsheets show as text.
    """
    if _PLAIN_NUMBER.fullmatch(text):
        return text
    cell = plain(text)
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA_STARTS) else cell


def counted(count: int, one: str, several: str = "") -> str:
    """Return how many there are, as "1 contract" or "2 contracts"; `several` if it is no `s`."""
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def _visible(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")
