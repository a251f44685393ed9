"""The files that the project ships and describes: schema, columns, and the example."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import attrs
import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.episodes.build import Built, build_from_files
from vbc_rules.episodes.columns import MEMBER_COLUMNS, SERVICE_COLUMNS, TYPES, Column
from vbc_rules.episodes.definition import OVERLAP_RULES, QUANTITIES
from vbc_rules.episodes.load import load_definition
from vbc_rules.episodes.parts import STATUSES
from vbc_rules.episodes.schema import definition_schema, schema_text
from vbc_rules.episodes.tables import facts_csv

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "episodes.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "contract_specs" / "example"
NAME = "harbor-knee-bundle"


@pytest.fixture(scope="module")
def built() -> Built:
    return build_from_files(
        load_definition(EXAMPLE / f"{NAME}.episodes.yaml"),
        EXAMPLE / f"{NAME}.services.csv",
        EXAMPLE / f"{NAME}.members.csv",
        (date(2024, 1, 1).toordinal(), date(2024, 12, 31).toordinal()),
    )


def test_the_committed_schema_is_up_to_date() -> None:
    committed = (ROOT / "schemas" / "episodes.schema.json").read_text("utf-8")
    assert schema_text() == committed


def test_the_schema_judges_the_example_as_the_loader_does() -> None:
    import yaml
    from jsonschema import Draft202012Validator

    data = yaml.safe_load((EXAMPLE / f"{NAME}.episodes.yaml").read_text("utf-8"))
    assert list(Draft202012Validator(definition_schema()).iter_errors(data)) == []


def test_every_key_of_the_schema_has_a_title_and_a_description() -> None:
    def undescribed(schema: object) -> Iterable[str]:
        if not isinstance(schema, dict):
            return
        for name, one in schema.get("properties", {}).items():
            if not {"title", "description"} <= set(one):
                yield name
        for one in schema.values():
            yield from undescribed(one)

    assert list(undescribed(json.loads(schema_text()))) == []


def test_the_facts_of_the_example_are_those_that_its_lines_yield(built: Built) -> None:
    assert facts_csv(built) == (EXAMPLE / f"{NAME}.episodes.csv").read_text("utf-8")


def test_the_summary_of_the_example_has_every_status_that_occurs(built: Built) -> None:
    assert {part.status for part in built.parts} == set(STATUSES) - {"again"}


@pytest.mark.parametrize("column", [*SERVICE_COLUMNS, *MEMBER_COLUMNS], ids=lambda one: one.name)
def test_the_page_describes_a_column_as_it_is_declared(column: Column) -> None:
    empty = "; may be empty" * column.optional
    absent = "; the column may be absent" * (not column.required)
    assert f"| `{column.name}` | {column.title} ({column.unit}{empty}{absent}) |" in PAGE


@pytest.mark.parametrize("word", [*TYPES, *QUANTITIES, *OVERLAP_RULES, *STATUSES])
def test_the_page_explains_every_word_of_definitions_and_logs(word: str) -> None:
    assert f"`{word}`" in PAGE


def test_totals_that_do_not_add_up_are_our_mistake(built: Built) -> None:
    lost = attrs.evolve(built.lines, allowed=[cents + 1 for cents in built.lines.allowed])
    with pytest.raises(AssertionError, match="do not add up"):
        built.parts.check_totals(lost, 0)
    with pytest.raises(AssertionError, match="do not hold"):
        built.parts.check_totals(built.lines, 0)


def test_a_header_without_rows_gives_no_episode(tmp_path: Path) -> None:
    services = tmp_path / "services.csv"
    services.write_text(",".join(one.name for one in SERVICE_COLUMNS) + "\n", encoding="utf-8")
    found = build_from_files(
        load_definition(EXAMPLE / f"{NAME}.episodes.yaml"),
        services,
        EXAMPLE / f"{NAME}.members.csv",
        None,
    )
    assert (len(found.lines), found.episodes) == (0, ())


@pytest.mark.parametrize("text", ["", "\x00", "member\n\xff"])
def test_a_file_that_is_no_csv_is_refused(tmp_path: Path, text: str) -> None:
    services = tmp_path / "services.csv"
    services.write_text(text, encoding="latin-1")
    members = EXAMPLE / f"{NAME}.members.csv"
    with pytest.raises(Refusal):
        build_from_files(
            load_definition(EXAMPLE / f"{NAME}.episodes.yaml"), services, members, None
        )
