"""What was built from service lines, as text for people and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vbc_rules.episodes.build import Built
from vbc_rules.episodes.parts import STATUSES, Status
from vbc_rules.episodes.tables import dollars

VERSION = 1
STATES = ("counting", "cancelled", "not begun", "other period")
_WORDS: dict[Status, str] = {
    "in_episode": "in episodes",
    "after_episode": "in the days watched after",
    "cancelled": "in cancelled episodes",
    "other_period": "in episodes of other periods",
    "excluded": "excluded services",
    "outside": "outside of episodes",
    "again": "counted in a second episode",
}


def episodes_text(built: Built) -> str:
    """Return how many episodes and lines there are, and that the dollars add up."""
    definition = built.definition
    lines = [definition.title, f"definition {definition.id}, sha256 {definition.sha256}", ""]
    return "".join(f"{line}\n" for line in [*lines, *_episodes(built), "", *_lines(built)])


def episodes_document(built: Built) -> dict[str, Any]:
    """Return the same as plain data: amounts are dollars as text."""
    counts = built.count()
    categories = [one.name for one in built.definition.categories]
    parts = built.parts
    return {
        "version": VERSION,
        "definition": built.definition.id,
        "definition_sha256": built.definition.sha256,
        "episodes": {
            name: {state.replace(" ", "_"): counts[name, state] for state in STATES}
            for name in categories
        },
        "services": {
            status: {"lines": parts.lines[status], "allowed": dollars(parts.dollars[status])}
            for status in STATUSES
        },
        "prorated_lines": parts.prorated,
        "total": {"lines": len(built.lines), "allowed": dollars(sum(built.lines.allowed))},
    }


def _episodes(built: Built) -> Iterator[str]:
    counts = built.count()
    names = [one.name for one in built.definition.categories]
    width = max(len("EPISODES"), *map(len, names), len("all"))
    yield f"{'EPISODES':<{width}}" + "".join(f"  {state:>12}" for state in STATES)
    for name in names:
        yield f"{name:<{width}}" + "".join(f"  {counts[name, state]:>12,}" for state in STATES)
    totals = [sum(counts[name, state] for name in names) for state in STATES]
    yield f"{'all':<{width}}" + "".join(f"  {one:>12,}" for one in totals)


def _lines(built: Built) -> Iterator[str]:
    parts, total = built.parts, sum(built.lines.allowed)
    width = max(map(len, _WORDS.values()))
    yield f"{'SERVICE LINES':<{width}}  {'lines':>9}  {'allowed':>18}"
    for status in STATUSES:
        if status != "again":
            yield _row(_WORDS[status], width, parts.lines[status], parts.dollars[status])
    yield _row("all, each line once", width, len(built.lines), total)
    if parts.lines["again"]:
        yield _row(_WORDS["again"], width, parts.lines["again"], parts.dollars["again"])
    if parts.prorated:
        told = "line goes" if parts.prorated == 1 else "lines go"
        yield f"{parts.prorated:,} {told} on beyond an end: counted by days, in several rows."


def _row(words: str, width: int, lines: int, cents: int) -> str:
    sign, amount = "-" * (cents < 0), abs(cents)
    return f"{words:<{width}}  {lines:>9,}  {f'{sign}${amount // 100:,}.{amount % 100:02}':>18}"
