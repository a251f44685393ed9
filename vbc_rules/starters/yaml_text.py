"""Plain data as the lines of strict YAML, with comments for the person who fills them in."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from vbc_rules.starters.placeholders import Plain

AGREE = "  # agree on this"
"""The mark of a value that stands in for one that the parties have to agree on."""

_WIDTH = 98
_PLAIN = re.compile(r"[A-Za-z][\w.&()'/%-]*( [\w.&()'/%-]+)*(, [\w.&()'/%-]+( [\w.&()'/%-]+)*)*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def comment(text: str, indent: str = "") -> Iterator[str]:
    """Yield a text as lines of comment."""
    for line in textwrap.wrap(text, _WIDTH - len(indent) - 2):
        yield f"{indent}# {line}"


def commented(lines: Iterator[str], indent: str) -> Iterator[str]:
    """Yield lines that are shown, but say nothing until a person takes the mark away."""
    for line in lines:
        yield f"{indent}# {line.removeprefix(indent)}"


def pair(key: str, value: Plain, indent: str = "", mark: str = "") -> Iterator[str]:
    """Yield a key with its value: on its line, or below it."""
    if isinstance(value, dict):
        yield f"{indent}{key}:{mark}"
        for name, one in value.items():
            yield from pair(scalar(name), one, f"{indent}  ")
    elif isinstance(value, list):
        yield f"{indent}{key}:{mark}"
        for one in value:
            yield f"{indent}  - {flow(one)}"
    else:
        yield f"{indent}{key}: {scalar(value)}{mark}"


def flow(value: Plain) -> str:
    """Return data on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(name)}: {flow(one)}' for name, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    text = scalar(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) and "," in text else text


def scalar(value: Plain) -> str:
    """Return one value; text stands in quotes where YAML could take it for something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    sound = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    return value if sound else json.dumps(value, ensure_ascii=False)
