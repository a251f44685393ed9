"""Contracts that are damaged at random, for the laws about reading them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

_GOOD = Path(__file__).parents[1] / "specs" / "good"
_FILES = ("acme-all-forms.yaml", "acme-streams-feed-each-other.yaml")
_VALUES = ["1", "-1", "0.123456", "text", "[]", "{}", "[1]", "{value: 1}", "true", "2024-01-01"]
_VALUES += ['""', "[{from: 2023-01-01, value: 1}]", "[{from: 2023-01-01, rows: 1}]", "{entries: 1}"]
_VALUES += ["{entries: {a: [1]}}", "9999-12-31", "{from: 0001-01-01, to: 9999-12-31}", "[[{}]]"]
_VALUES += ["bonus.bonus", "{pharmacy: savings.earned}", "{members: base}", "{level: [.]}"]


def _damaged(lines: list[str]) -> st.SearchStrategy[str]:
    edit = st.sampled_from(["delete", "repeat", "indent", *_VALUES])
    edits = st.lists(st.tuples(st.integers(0, len(lines) - 1), edit), min_size=1, max_size=3)
    return edits.map(lambda wanted: _with(lines, wanted))


def _with(lines: list[str], edits: list[tuple[int, str]]) -> str:
    edited = list(lines)
    for number, edit in edits:
        edited[number] = _edited(edited[number], edit)
    return "\n".join(edited) + "\n"


def _edited(line: str, edit: str) -> str:
    if edit == "delete":
        return ""
    if edit == "repeat":
        return f"{line}\n{line}"
    if edit == "indent":
        return f"  {line}"
    return f"{line.partition(':')[0]}: {edit}"


damaged_contracts = st.one_of(
    _damaged((_GOOD / name).read_text(encoding="utf-8").splitlines()) for name in _FILES
)
"""The text of a good contract after one to three changes of its lines."""
