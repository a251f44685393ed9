"""JSON text in which decimals keep their digits, for schemas and for hashing.

The standard library writes a Decimal only as text or through a binary float.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import attrs


@attrs.frozen
class _Style:
    """How the text is laid out: in lines for people, or without a space for hashing."""

    step: str
    colon: str
    sort: bool


_PRETTY = _Style("  ", ": ", sort=False)
_CANONICAL = _Style("", ":", sort=True)


def pretty_json(value: Any) -> str:  # noqa: ANN401 - any plain data
    """Return plain data as JSON in lines, in its own order; the text ends with a newline."""
    return _text(value, _PRETTY, "\n") + "\n"


def canonical_json(value: Any) -> str:  # noqa: ANN401 - any plain data
    """Return plain data as JSON in one line with sorted keys.

    Equal values give equal texts: 0.50 and 0.5 are one number, and a date is its ISO text.
    """
    return _text(value, _CANONICAL, "")


def sha256_of(value: Any) -> str:  # noqa: ANN401 - any plain data
    """Return a hash of what plain data say: equal values have equal hashes."""
    import hashlib  # takes milliseconds, and a contract that is only checked has no need of it

    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def _text(value: Any, style: _Style, line: str) -> str:  # noqa: ANN401 - any plain data
    if isinstance(value, dict):
        items = sorted(value.items()) if style.sort else value.items()
        inner = line + style.step
        parts = [f"{json.dumps(key)}{style.colon}{_text(one, style, inner)}" for key, one in items]
        return _bracketed("{", parts, "}", style, line)
    if isinstance(value, list | tuple):
        parts = [_text(one, style, line + style.step) for one in value]
        return _bracketed("[", parts, "]", style, line)
    return _scalar(value)


def _bracketed(opening: str, parts: list[str], closing: str, style: _Style, line: str) -> str:
    if not parts:
        return opening + closing
    inner = line + style.step
    return f"{opening}{inner}{f',{inner}'.join(parts)}{line}{closing}"


def _scalar(value: object) -> str:
    if isinstance(value, Decimal):
        return _plain_decimal(value)
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)


def _plain_decimal(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
