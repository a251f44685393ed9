"""Contracts and layouts that are damaged at random, for the laws about reading them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

_SPECS = Path(__file__).parents[1] / "specs"
VALUES = ["1", "-1", "0.123456", "text", "[]", "{}", "[1]", "{value: 1}", "true", "2024-01-01"]
VALUES += ['""', "[{from: 2023-01-01, value: 1}]", "[{from: 2023-01-01, rows: 1}]", "{entries: 1}"]
VALUES += ["{entries: {a: [1]}}", "9999-12-31", "{from: 0001-01-01, to: 9999-12-31}", "[[{}]]"]
VALUES += ["[bonus.settlement]", "[advance]", "{share: 0.1, of: savings.benchmark}", "final"]
VALUES += ["bonus.bonus", "{pharmacy: savings.earned}", "{members: base}", "{level: [.]}"]


def damaged(path: Path) -> st.SearchStrategy[str]:
    """Return the text of a good file after one to three changes of its lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    changes = st.sampled_from(["delete", "repeat", "indent", *VALUES])
    edit = st.tuples(st.integers(0, len(lines) - 1), changes)
    return st.lists(edit, min_size=1, max_size=3).map(lambda edits: _damaged(lines, edits))


def _damaged(good: list[str], edits: list[tuple[int, str]]) -> str:
    lines = list(good)
    for number, edit in edits:
        lines[number] = edited(lines[number], edit)
    return "\n".join(lines) + "\n"


def edited(line: str, edit: str) -> str:
    """Return a line after a change: deleted, repeated, indented, or with another value."""
    if edit == "delete":
        return ""
    if edit == "repeat":
        return f"{line}\n{line}"
    if edit == "indent":
        return f"  {line}"
    return f"{line.partition(':')[0]}: {edit}"


damaged_contracts = st.one_of(
    damaged(_SPECS / "good" / "acme-all-forms.yaml"),
    damaged(_SPECS / "good" / "acme-streams-feed-each-other.yaml"),
    damaged(_SPECS / "good" / "steps-across-streams.yaml"),
)
damaged_layouts = damaged(_SPECS / "layouts" / "good" / "results.yaml")
