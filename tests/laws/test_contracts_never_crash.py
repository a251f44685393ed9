"""However a contract is damaged, it is settled as written or refused with findings."""

from __future__ import annotations

from pathlib import Path

import acme
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.contracts.load import check_document
from vbc_rules.contracts.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry

SPECS = Path(__file__).parents[1] / "specs"
LINES = (SPECS / "good" / "acme-all-forms.yaml").read_text(encoding="utf-8").splitlines()
VALUES = ["1", "-1", "0.123456", "text", "[]", "{}", "[1]", "{value: 1}", "true", "2024-01-01"]
VALUES += ['""', "[{from: 2023-01-01, value: 1}]", "[{from: 2023-01-01, rows: 1}]", "{entries: 1}"]
VALUES += ["{entries: {a: [1]}}", "9999-12-31", "{from: 0001-01-01, to: 9999-12-31}", "[[{}]]"]
EDITS = st.lists(
    st.tuples(
        st.integers(0, len(LINES) - 1),
        st.sampled_from(["delete", "repeat", "indent", *VALUES]),
    ),
    min_size=1,
    max_size=3,
)


REGISTRY = Registry.of(acme)


def damaged(edits: list[tuple[int, str]]) -> str:
    lines = list(LINES)
    for number, edit in edits:
        lines[number] = edited(lines[number], edit)
    return "\n".join(lines) + "\n"


def edited(line: str, edit: str) -> str:
    if edit == "delete":
        return ""
    if edit == "repeat":
        return f"{line}\n{line}"
    if edit == "indent":
        return f"  {line}"
    return f"{line.partition(':')[0]}: {edit}"


@given(EDITS)
def test_a_damaged_contract_is_read_or_refused(edits: list[tuple[int, str]]) -> None:
    text = damaged(edits)
    try:
        contract, findings = check_document(parse_document(text, "acme-all-forms.yaml"), REGISTRY)
    except Refusal as refusal:
        contract, findings = None, refusal.diagnostics
    assert (contract is None) == any(finding.severity == "error" for finding in findings)
    assert render_text(findings, {"acme-all-forms.yaml": text})
