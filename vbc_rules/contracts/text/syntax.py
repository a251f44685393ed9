"""The parser's complaints about YAML, in plain words."""

from __future__ import annotations

from typing import Any

import yaml

from vbc_rules.diagnostics import Diagnostic, Place

_CHECK = "check the indentation, the colons and the quotes here and in the line above"
_QUOTE_IT = 'put the value in quotes: title: "Savings: two-sided"'
_PLAIN_WORDS = (
    # part of the parser's own words, what they mean, what to do
    ("mapping values are not allowed", "A colon stands where no key can be", _QUOTE_IT),
    ("could not find expected ':'", "A line has no colon after its key", "write key: value"),
    ("cannot start any token", "A value begins with a character that needs quotes", _QUOTE_IT),
    ("expected ',' or", "A bracket is not closed, or a comma is missing", "close the bracket"),
    ("did not find expected '-'", "The entries of a list do not stand under each other", _CHECK),
    ("did not find expected key", "The lines of a mapping do not stand under each other", _CHECK),
    ("expected <block end>", "The lines of a block do not stand under each other", _CHECK),
    ("sequence entries are not allowed", "A list begins where no list can be", _CHECK),
    ("unexpected end of stream", "A quote or a bracket is not closed", "close it"),
    ("unknown escape", "A text in double quotes has an unknown escape", r"write \\ for \ "),
    ("undefined tag handle", "A tag stands here", "delete the tag"),
    ("undefined alias", "An alias stands here", "write the values out here"),
    (
        "found unexpected ':'",
        "A colon has nothing behind it",
        "write a blank and a value behind it",
    ),
    ("document start", "The document ends before this line", _CHECK),
)


_MEANS_ITS_BEGINNING = (
    "could not find expected ':'",
    "expected ',' or",
    "unexpected end of stream",
)
"""Complaints that the parser makes where it gave up: the mistake is where the part begins."""

_TOO_DEEP = "maximum nesting depth"
"""The parser looks ahead, so that its own limit may be met before the contract's."""


def syntax_finding(error: yaml.YAMLError, file: str, text: str, deepest: int) -> Diagnostic:
    """Return the finding for an error of the YAML parser in a file's text, at its place.

    `deepest` is how many levels of nesting a file may have.
    """
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", "") or "")
    context: Any = getattr(error, "context_mark", None)
    mark: Any = getattr(error, "problem_mark", None) or context
    if _TOO_DEEP in problem:
        return too_deep(deepest, Place(file, mark.line + 1, mark.column + 1))
    sentence, hint = _in_plain_words(problem)
    if mark is not None and _closes_nothing(text, mark):
        place = Place(file, mark.line + 1, mark.column + 1)
        return Diagnostic("VBC009", "A bracket is closed that is not open.", place, "delete it")
    if mark is None:
        return Diagnostic("VBC009", sentence, Place(file), hint.strip())
    if context is not None and context.line != mark.line:
        if any(part in problem for part in _MEANS_ITS_BEGINNING):
            context, mark = mark, context
            read_on = f"what follows was read as part of it, up to line {context.line + 1}"
            hint = f"{hint.strip()}; {read_on}"
        else:
            hint = f"{hint.strip()}; the part that is not read begins at line {context.line + 1}"
    return Diagnostic("VBC009", sentence, Place(file, mark.line + 1, mark.column + 1), hint.strip())


def _closes_nothing(text: str, mark: Any) -> bool:  # noqa: ANN401 - a place of the parser
    """Return whether the parser stopped at a closing bracket: within brackets it would not."""
    line = text.split("\n")[mark.line : mark.line + 1]
    return bool(line) and line[0][mark.column : mark.column + 1] in ("}", "]")


def too_deep(deepest: int, place: Place) -> Diagnostic:
    """Return the finding for a file with more levels of nesting than it may have."""
    message = f"The file is nested deeper than {deepest} levels."
    return Diagnostic("VBC010", message, place, "take out levels of nesting")


def _in_plain_words(problem: str) -> tuple[str, str]:
    for part, meaning, hint in _PLAIN_WORDS:
        if part in problem:
            return f"{meaning}.", hint
    return f"This is not YAML: {problem or 'it cannot be read'}.", _CHECK
