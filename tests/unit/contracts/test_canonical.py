"""The canonical form of a contract: order, layout, comments kept, nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.contracts import canonical
from vbc_rules.contracts.canonical import CONTRACT_ORDER, STREAM_ORDER, canonical_text
from vbc_rules.contracts.schema.bundle import contract_schema
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal

SPECS = Path(__file__).resolve().parents[3] / "contract_specs"
CONTRACTS = sorted(path for path in SPECS.rglob("*.yaml") if "." not in path.stem)

WRITTEN = """\
# header
title: X   # about x
contract: a
term:
  to: 2024-12-31
  from: 2024-01-01
# about parties
parties: {provider: P, payer: Q}
plugins: {core: ">=0 # no comment"}


payment:
  - model: core.a
    # the name
    name: s
    parameters:
      rate: {cites: A, value: 0.50}
      dated:
      - {value: 1, from: 2024-01-01}
carrier: acme
"""
CANONICAL = """\
# header
contract: a
title: X   # about x
carrier: acme
plugins: {core: ">=0 # no comment"}
term:
  from: 2024-01-01
  to: 2024-12-31
# about parties
parties: {payer: Q, provider: P}
payment:
  # the name
  - name: s
    model: core.a
    parameters:
      rate: {value: 0.50, cites: A}
      dated:
        - {from: 2024-01-01, value: 1}
"""


def test_keys_are_put_in_order_and_comments_move_with_them() -> None:
    assert canonical_text(WRITTEN, "a.yaml") == CANONICAL


def test_the_form_of_the_form_is_itself() -> None:
    assert canonical_text(CANONICAL, "a.yaml") == CANONICAL


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_no_shipped_contract_changes_its_meaning_in_its_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = canonical_text(text, str(path))
    assert parse_document(found, "x").value == parse_document(text, "x").value
    # what is in its form already was just laid out, and came back as it was
    assert found == text or canonical_text(found, str(path)) == found


BLOCKS = {
    "contract": "contract: a\n",
    "title": "title: 'A: b'  # why\n",
    "carrier": "# who pays\n# for what\ncarrier: acme\n",
    "term": "term:\n  from: 2024-01-01\n  # the last day\n  to: 2024-12-31\n",
    "payment": "payment:\n  - name: s\n    model: core.a\n    parameters:\n      x: 0.10\n",
    "extra": "extra: {b: 1, a: 2}\n",
}


@given(st.permutations(list(BLOCKS)))
def test_whatever_the_order_in_which_it_is_written_the_form_is_one(order: list[str]) -> None:
    written = "".join(BLOCKS[key] for key in order)
    first = BLOCKS[order[0]]
    if first.startswith("#"):
        return  # a comment above the first key speaks of the file
    assert canonical_text(written, "a.yaml") == "".join(BLOCKS.values())


@given(st.text(alphabet="ab: #-{}[],\n'\"0", max_size=40))
def test_any_text_is_formatted_without_a_change_or_refused(text: str) -> None:
    try:
        found = canonical_text(text, "a.yaml")
    except Refusal:
        return
    assert parse_document(found, "x").value == parse_document(text, "x").value
    assert canonical_text(found, "a.yaml") == found


def test_windows_line_ends_become_plain_ones() -> None:
    assert canonical_text(WRITTEN.replace("\n", "\r\n"), "a.yaml") == CANONICAL


def test_a_file_that_would_lose_a_comment_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "_laid_out", lambda text: text.replace("# about x", ""))
    with pytest.raises(Refusal) as caught:
        canonical_text(CANONICAL, "a.yaml")
    assert [finding.code for finding in caught.value.diagnostics] == ["VBC036"]


def test_what_is_no_contract_yaml_is_refused_with_its_findings() -> None:
    with pytest.raises(Refusal) as caught:
        canonical_text("a: 1\na: 2\n", "a.yaml")
    assert [finding.code for finding in caught.value.diagnostics] == ["VBC013"]


def test_the_order_has_every_key_that_a_contract_and_a_stream_can_have_and_no_other() -> None:
    schema = contract_schema([])
    assert tuple(schema["properties"]) == CONTRACT_ORDER
    assert set(STREAM_ORDER) == set(schema["$defs"]["stream"]["properties"])
