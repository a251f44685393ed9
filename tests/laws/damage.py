"""Contracts that are damaged at random, for the laws about reading them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

_GOOD = Path(__file__).parents[1] / "specs" / "good" / "acme-all-forms.yaml"
_LINES = _GOOD.read_text(encoding="utf-8").splitlines()
_VALUES = ["1", "-1", "0.123456", "text", "[]", "{}", "[1]", "{value: 1}", "true", "2024-01-01"]
_VALUES += ['""', "[{from: 2023-01-01, value: 1}]", "[{from: 2023-01-01, rows: 1}]", "{entries: 1}"]
_VALUES += ["{entries: {a: [1]}}", "9999-12-31", "{from: 0001-01-01, to: 9999-12-31}", "[[{}]]"]
_EDITS = st.lists(
    st.tuples(
        st.integers(0, len(_LINES) - 1),
        st.sampled_from(["delete", "repeat", "indent", *_VALUES]),
    ),
    min_size=1,
    max_size=3,
)


def _damaged(edits: list[tuple[int, str]]) -> str:
    lines = list(_LINES)
    for number, edit in edits:
        lines[number] = _edited(lines[number], edit)
    return "\n".join(lines) + "\n"


def _edited(line: str, edit: str) -> str:
    if edit == "delete":
        return ""
    if edit == "repeat":
        return f"{line}\n{line}"
    if edit == "indent":
        return f"  {line}"
    return f"{line.partition(':')[0]}: {edit}"


damaged_contracts = _EDITS.map(_damaged)
"""The text of a good contract after one to three changes of its lines."""
