"""The YAML in the documentation of contracts is YAML that contracts may use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vbc_rules.contracts.schema.bundle import contract_schema
from vbc_rules.contracts.text.strict_yaml import parse_document

TEXT = (Path(__file__).parents[2] / "docs" / "contracts.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_is_strict_yaml(block: str) -> None:
    assert parse_document(block, "contracts.md").value


def test_every_key_of_a_contract_is_explained() -> None:
    table = "\n".join(line for line in TEXT.splitlines() if line.startswith("| `"))
    for key in contract_schema([])["properties"]:
        assert f"`{key}`" in table
