"""Warnings that a file asks to pass over: `# vbc: ignore[VBC906] the plan has no run-out`.

A comment at the end of a line speaks of that line, one on a line of its own of the next
line. It names its codes and says why. Only warnings are ignored: an error means that the
file would not be settled as it is read. A comment that passes nothing over is told, or it
would outlive its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from vbc_rules.diagnostics.diagnostic import Diagnostic, Place

_COMMENT = re.compile(r"(?:^|\s)#\s*vbc:\s*ignore\b(?:\[(?P<codes>[^\]]*)\])?(?P<reason>.*)$")
LINT = "VBC9"
"""How the codes of lint begin."""

_HINT = "write # vbc: ignore[CODE] and the reason"


@attrs.frozen
class Ignore:
    """A comment: its codes, the line that it speaks of, and where it stands."""

    codes: tuple[str, ...]
    line: int
    reason: str
    place: Place

    def covers(self, finding: Diagnostic) -> bool:
        """Tell whether the comment speaks of a finding."""
        place = finding.place
        return place is not None and place.line == self.line and finding.code in self.codes


def without_ignored(
    findings: Iterable[Diagnostic], sources: Mapping[str, str], *, linted: bool = True
) -> tuple[Diagnostic, ...]:
    """Return the findings that no comment passes over, and what is wrong with comments.

    `sources` has the text of each file that was checked. Where they were not `linted`, a
    comment about a rule of lint passes nothing over and is right all the same.
    """
    kept: list[Diagnostic] = []
    comments = {file: list(ignores(text, file)) for file, text in sources.items()}
    used: set[Place] = set()
    for finding in findings:
        file = finding.place.file if finding.place else ""
        covering = [one for one in comments.get(file, ()) if one.covers(finding)]
        used.update(one.place for one in covering)
        if not covering or finding.severity == "error":
            kept.append(finding)
            kept.extend(_refused(one, finding) for one in covering[:1])
    for one in (one for ignored in comments.values() for one in ignored):
        is_for_lint = not linted and any(code.startswith(LINT) for code in one.codes)
        kept.extend(_defects(one, is_used=one.place in used or is_for_lint))
    return tuple(kept)


def ignores(text: str, file: str) -> Iterator[Ignore]:
    """Yield the comments of a file."""
    if "vbc:" not in text:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        match: Any = _COMMENT.search(line)
        if match is None:
            continue
        alone = line.lstrip().startswith("#")
        codes = tuple(code.strip() for code in (match["codes"] or "").split(",") if code.strip())
        column = line.index("#", match.start()) + 1
        place = Place(file, number, column)
        yield Ignore(codes, number + alone, match["reason"].strip(), place)


def _refused(ignore: Ignore, finding: Diagnostic) -> Diagnostic:
    message = f"{finding.code} is an error, which cannot be ignored."
    return Diagnostic("VBC031", message, ignore.place, "mend it, and delete the comment")


def _defects(ignore: Ignore, *, is_used: bool) -> Iterator[Diagnostic]:
    if not ignore.codes:
        yield Diagnostic("VBC030", "The comment names no code to ignore.", ignore.place, _HINT)
    elif not ignore.reason:
        codes = ", ".join(ignore.codes)
        message = f"The comment does not say why {codes} is ignored."
        yield Diagnostic("VBC030", message, ignore.place, _HINT)
    elif not is_used:
        message = f"There is no {', '.join(ignore.codes)} to ignore here."
        hint = "delete the comment, or move it to the line that it speaks of"
        yield Diagnostic("VBC032", message, ignore.place, hint, "warning")
