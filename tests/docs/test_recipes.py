"""Recipes are contracts: every one is valid, and pays what its page says.

The amounts are settled by the commands `validate` and `test`, and computed again from the
arithmetic that stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.docs.by_hand import computed
from tests.docs.recipes import Recipe, Row, pieces, recipes, varied
from tests.docs.test_console_blocks import matches
from tests.laws.mutations import written
from tests.test_docs import ROOT, headings
from vbc_rules.cli.main import cli

FOLDER = ROOT / "docs" / "recipes"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.stem != "index")
RECIPES = [recipe for page in PAGES for recipe in recipes(page)]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Vbc = Callable[..., str]


@pytest.fixture
def vbc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Vbc:
    """Return the command line, at work in an empty folder; it gives what is printed."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        return result.output

    return run


def named(recipe: Recipe) -> str:
    return f"{recipe.page}: {recipe.title}"


@pytest.mark.parametrize("recipe", RECIPES, ids=named)
def test_a_recipe_is_a_valid_contract_that_pays_what_its_page_says(
    recipe: Recipe, vbc: Vbc, tmp_path: Path
) -> None:
    made = list(contracts_and_cases(recipe))
    for number, (contract, cases) in enumerate(made):
        name = f"recipe-{number}"
        document = {**contract, "contract": name}
        (tmp_path / f"{name}.yaml").write_text(written(document), encoding="utf-8")
        file = {"contract": name, "cases": cases}
        (tmp_path / f"{name}.case.yaml").write_text(written(file), encoding="utf-8")
    count = sum(len(cases) for _, cases in made)
    noun = "contract" if len(made) == 1 else "contracts"
    assert vbc("validate", ".") == f"{len(made)} {noun} valid\n"
    assert vbc("test", ".").startswith(f"{count} case")


def contracts_and_cases(
    recipe: Recipe,
) -> Iterator[tuple[Mapping[str, Any], list[dict[str, Any]]]]:
    """Yield the contract of a recipe and those of its variations, with what each must pay."""
    assert recipe.rows, "a recipe has a worked example"
    rows = enumerate(recipe.rows, start=1)
    yield recipe.contract, [case(recipe, row, f"row {at}", row.results) for at, row in rows]
    for one in recipe.variations:
        row = recipe.rows[one.row]
        instead = {list(row.results)[-1]: one.pays}
        yield varied(recipe.contract, one), [case(recipe, row, "variation", instead)]


def case(recipe: Recipe, row: Row, name: str, expected: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as a worked example."""
    (facts,) = recipe.facts["entities"].values()
    changed = {
        key: {**facts[key], **value} if isinstance(value, dict) and key in facts else value
        for key, value in row.facts.items()
    }
    period = str(recipe.contract["term"]["from"].year)
    axes = {"axes": recipe.facts["axes"]} if "axes" in recipe.facts else {}
    told = {"case": name, "facts": {**facts, **changed}, "expect": dict(expected)}
    return {**told, **axes, "period": period, **row.choices}


@pytest.mark.parametrize("recipe", RECIPES, ids=named)
def test_the_arithmetic_beside_an_amount_gives_it(recipe: Recipe) -> None:
    for row in recipe.rows:
        amount = list(row.results.values())[-1]
        assert computed(row.by_hand) == Fraction(amount), row.by_hand


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_begins_with_contracts_that_print_what_it_shows(
    page: Path, vbc: Vbc, tmp_path: Path
) -> None:
    text = page.read_text(encoding="utf-8").partition("\n> ")[0]
    for name, _ in pieces(text):
        whole = re.search(rf'^```yaml title="{name}"\n(.*?)^```$', text, re.MULTILINE | re.DOTALL)
        assert whole
        (tmp_path / name).write_text(whole[1], encoding="utf-8")
    contracts = [name for name, piece in pieces(text) if "contract" in piece]
    noun = "contract" if len(contracts) == 1 else "contracts"
    assert vbc("validate", ".") == f"{len(contracts)} {noun} valid\n"
    for name in contracts:
        assert "RESULTS" in vbc("settle", name, "--facts", name.replace(".yaml", ".facts.yaml"))
    shown = [part for block in CONSOLE.findall(text) for part in block.split("$ vbc ")[1:]]
    assert shown
    for part in shown:
        command, _, output = part.partition("\n")
        printed = vbc(*command.split())
        assert matches(output.rstrip().splitlines(), printed.rstrip().splitlines()), printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nothing_that_a_page_shows_is_left_out_of_the_tests(page: Path) -> None:
    head, _, rest = page.read_text(encoding="utf-8").partition("\n> ")
    opened = re.findall(r"^```(\w.*)$", head + rest, re.MULTILINE)
    assert all(one.startswith("yaml title=") or one == "console" for one in opened)
    assert "```console" not in rest
    found = [recipe for recipe in RECIPES if recipe.page == page.stem]
    assert len(found) >= 5
    bullets = re.findall(r"^- (.*)", head + rest, re.MULTILINE)
    assert all(bullet.startswith("If your contract says instead") for bullet in bullets)
    told = len(re.findall(r"\brow\s+then\b", rest))
    assert sum(len(recipe.variations) for recipe in found) == told


def test_the_index_leads_to_every_recipe_and_to_nothing_else() -> None:
    text = (FOLDER / "index.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([\w-]+\.md#[^)]+)\)", text))
    slugs = {
        f"{page.name}#{slug}"
        for page in PAGES
        for recipe in RECIPES
        if recipe.page == page.stem
        for slug in headings_of(recipe.title)
    }
    assert linked == slugs
    assert all(link.split("#")[1] in headings(FOLDER / link.split("#")[0]) for link in linked)


def headings_of(title: str) -> set[str]:
    """Return the anchor of a title."""
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-")}


@pytest.mark.parametrize(
    ("written_by_hand", "gives"),
    [
        ("(10,000,000 − 9,400,000) × 50 %", "300000"),
        ("the lesser of 1,200 × 2 and 2,000", "2000"),
        ("the greater of 0 and 5 ÷ 2", "2.5"),
        ("below the minimum of 200,000", "0"),
    ],
)
def test_arithmetic_is_read_as_people_write_it(written_by_hand: str, gives: str) -> None:
    assert computed(written_by_hand) == Fraction(Decimal(gives))


SAVINGS = (FOLDER / "shared-savings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("shown", "wrong"),
    [
        ("| 9,400,000 | (10,000,000 − 9,400,000) × 50 % | 300,000.00 |", "| 1 | 2 × 2 | 4.00 |"),
        (
            "false`. The first row then pays 200,000.00",
            "false`. The first row then pays 200,000.01",
        ),
        ("{start: 0, share: 0.50}]\n```\n\n| `exp", "{start: 0, share: 0.51}]\n```\n\n| `exp"),
        ("  first_dollar: true\n  savings", "  first_doller: true\n  savings"),
    ],
    ids=["an example", "a variation", "a term", "a key"],
)
def test_a_page_that_is_wrong_in_one_place_is_found_out(
    shown: str, wrong: str, vbc: Vbc, tmp_path: Path
) -> None:
    assert SAVINGS.count(shown) == 1
    page = tmp_path / "page.md"
    page.write_text(SAVINGS.replace(shown, wrong), encoding="utf-8")
    minimum = next(recipes(page))
    with pytest.raises(AssertionError):
        test_a_recipe_is_a_valid_contract_that_pays_what_its_page_says(minimum, vbc, tmp_path)


def test_arithmetic_that_does_not_give_the_amount_is_found_out(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(SAVINGS.replace("− 9,400,000) × 50 %", "− 9,400,000) × 60 %", 1), "utf-8")
    with pytest.raises(AssertionError):
        test_the_arithmetic_beside_an_amount_gives_it(next(recipes(page)))
