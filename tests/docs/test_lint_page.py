"""docs/lint.md lists the items of the table and the rules of the core, and no others."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from vbc_rules.contracts.declared.provisions import ALL, BY_KEY, ITEMS, PAYING, Item
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.hooks.registry import Registry
from vbc_rules.lint.configuration import KEYS
from vbc_rules.lint.linting import lint_document
from vbc_rules.lint.rules import STRUCTURE
from vbc_rules.starters.provisions_text import provisions

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
ORDER = ("infrastructure", "reporting", "performance", "savings", "episode", "population")


def kinds(item: Item) -> str:
    named = {ALL: "all", PAYING: "all that pay"}
    return named.get(item.kinds) or ", ".join(one for one in ORDER if one in item.kinds)


def row(item: Item) -> str:
    code = f"[{item.code}](diagnostics/{item.code}.md)"
    key = f"`{item.key}`" if item.key else ""
    return f"| {item.number} | {code} | {key} | {item.question} | {kinds(item)} |"


def test_the_page_has_a_row_for_each_item_as_the_table_has_it() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| M0")]
    assert rows == [row(item) for item in ITEMS]


def test_the_provisions_to_paste_are_those_of_the_table() -> None:
    assert pasted().splitlines() == list(provisions(BY_KEY.values()))


def test_a_contract_with_the_pasted_provisions_leaves_nothing_open() -> None:
    complete = ROOT / "contract_specs" / "example" / "harbor-complete.yaml"
    before, _, own = complete.read_text(encoding="utf-8").partition("\nprovisions:\n")
    payments = own.partition("\npayment:\n")[2]
    written = f"{before}\n{pasted()}payment:\n{payments}"
    document = parse_document(written, "harbor-complete.yaml")
    assert lint_document(document, Registry.installed()) == ()


def pasted() -> str:
    (block,) = re.findall(r"^```yaml\n(provisions:.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(block)


def test_the_page_lists_the_rules_of_structure() -> None:
    listed = re.findall(r"^- \[(VBC9\d\d)\]\(diagnostics/\1\.md\) (.+)$", PAGE, re.MULTILINE)
    assert listed == [(code, CODES[code]) for code in STRUCTURE]


def test_the_configuration_on_the_page_has_every_key() -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert tuple(tomllib.loads(block)["tool"]["vbc"]["lint"]) == KEYS


def test_the_page_of_an_item_asks_its_question_under_its_number() -> None:
    for item in ITEMS:
        page = (ROOT / "docs" / "diagnostics" / f"{item.code}.md").read_text(encoding="utf-8")
        assert page.startswith(f"# {item.code} {item.title} not stated\n")
        assert f"{item.number}. The contract does not say {item.question}." in page
