"""Findings as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vbc_rules.diagnostics.diagnostic import Diagnostic, Place
from vbc_rules.diagnostics.text import counted, plain

_WIDEST_SOURCE = 96
_BEFORE_CARET = 60
_RED, _YELLOW, _BOLD, _RESET = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings sorted by file, line, column and code; each finding once."""
    return sorted(dict.fromkeys(diagnostics), key=_position)


def render_text(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    *,
    color: bool = False,
) -> str:
    """Return the findings for a terminal: place, sentence, source line with a caret, hint.

    `sources` holds the text of each file by the name that its places carry; a finding
    in a file that is not there is shown without its source line. The last line counts.
    """
    findings = in_reading_order(diagnostics)
    lines = {file: text.split("\n") for file, text in sources.items()}
    blocks = [_block(finding, lines, color=color) for finding in findings]
    return "\n".join([*blocks, _count_line(findings)]) + "\n"


def _position(finding: Diagnostic) -> tuple[Place, str, str]:
    return finding.place or Place(""), finding.code, finding.message


def _block(finding: Diagnostic, lines: Mapping[str, list[str]], *, color: bool) -> str:
    where = f"{plain(str(finding.place))}: " if finding.place else ""
    label = _label(finding, color=color)
    parts = [f"{where}{label}: {plain(finding.message)}"]
    if finding.place:
        parts += _source(finding.place, lines)
    if finding.hint:
        parts.append(f"  hint: {plain(finding.hint)}")
    return "\n".join(parts)


def _label(finding: Diagnostic, *, color: bool) -> str:
    label = f"{finding.severity} {finding.code}"
    if not color:
        return label
    return f"{_BOLD}{_RED if finding.severity == 'error' else _YELLOW}{label}{_RESET}"


def _source(place: Place, lines: Mapping[str, list[str]]) -> list[str]:
    """Return the source line and the caret under the column, or nothing."""
    texts = lines.get(place.file, [])
    if not 1 <= place.line <= len(texts):
        return []
    column = max(place.column - 1, 0)
    before, after = texts[place.line - 1][:column], texts[place.line - 1][column:]
    return _window(plain(before), plain(after))


def _window(before: str, after: str) -> list[str]:
    """Cut a long line so that the caret and its neighbourhood stay in sight."""
    if len(before) > _BEFORE_CARET:
        before = "…" + before[1 - _BEFORE_CARET :]
    room = _WIDEST_SOURCE - len(before)
    if len(after) > room:
        after = after[: room - 1] + "…"
    return [f"    {before}{after}".rstrip(), f"    {' ' * len(before)}^"]


def _count_line(findings: list[Diagnostic]) -> str:
    if not findings:
        return "no findings"
    errors = sum(finding.severity == "error" for finding in findings)
    counts = [(errors, "error"), (len(findings) - errors, "warning")]
    return ", ".join(counted(n, word) for n, word in counts if n)
