from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

from tests.unit.reports.samples import LOSER, SAVER, ZERO
from vbc_rules.diagnostics import Refusal
from vbc_rules.statements.document import from_document, from_json, to_document, to_json
from vbc_rules.statements.document_schema import schema_text, settlement_schema
from vbc_rules.statements.settlement import AgreementOrigin, PriorSettlement, Provenance, Settlement

ROOT = Path(__file__).parents[3]
FINAL = attrs.evolve(
    SAVER,
    settlement="final",
    provenance=attrs.evolve(
        SAVER.provenance,
        priors=(PriorSettlement("interim", "interim.json", "ab" * 32),),
        agreement=AgreementOrigin(
            "north", "harbor", "harbor.book.yaml", "ab" * 32, "cd" * 32, ("123456789",), (), ()
        ),
    ),
)


def refusal_of(document: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        from_document(document, "x.json")
    return caught.value


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    document = copy.deepcopy(to_document([SAVER]))
    change(document)
    return document


def test_the_committed_schema_is_the_schema_of_the_code() -> None:
    assert (ROOT / "schemas/settlement.schema.json").read_text("utf-8") == schema_text()


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(settlement_schema())


def test_a_real_document_fits_the_schema() -> None:
    document = json.loads(to_json([SAVER, LOSER, ZERO]))
    assert [*Draft202012Validator(settlement_schema()).iter_errors(document)] == []


def test_every_field_of_the_document_is_described_in_the_documentation() -> None:
    page = (ROOT / "docs/settlement-document.md").read_text("utf-8")
    schema = settlement_schema()
    objects = [schema, *schema["$defs"].values()]
    names = {name for entry in objects for name in entry.get("properties", {})}
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_the_example_in_the_documentation_is_a_document() -> None:
    page = (ROOT / "docs/settlement-document.md").read_text("utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    assert to_json(from_json(example.encode())).decode() == example


def test_the_document_has_a_field_for_each_field_of_a_settlement() -> None:
    entry = to_document([FINAL])["settlements"][0]
    assert list(entry) == [field.name for field in attrs.fields(Settlement)]
    assert list(entry["provenance"]) == [field.name for field in attrs.fields(Provenance)]


def test_only_one_of_several_settlements_of_a_period_says_which_it_is() -> None:
    entry = to_document([SAVER])["settlements"][0]
    assert "settlement" not in entry
    assert "priors" not in entry["provenance"]


def test_a_final_settlement_comes_back_with_what_it_takes_off() -> None:
    assert from_json(to_json([FINAL])) == (FINAL,)


def test_amounts_are_exact_texts() -> None:
    bars = to_document([SAVER])["settlements"][0]["waterfalls"][0]["bars"]
    assert [bar["amount"] for bar in bars] == ["5533824", "0", "-3436228.01", "-41951.92", "0", "0"]


def test_a_value_without_finite_decimals_is_a_fraction() -> None:
    lines = to_document([SAVER])["settlements"][0]["lines"]
    assert lines[10]["value"] == "691728/9339491"


@pytest.mark.parametrize(
    ("line", "value_type", "value"),
    [(2, "number", "6420"), (4, "yes_no", False), (5, "choice", "E")],
)
def test_each_type_of_value_says_what_it_is(line: int, value_type: str, value: object) -> None:
    entry = to_document([SAVER])["settlements"][0]["lines"][line]
    assert (entry["value_type"], entry["value"]) == (value_type, value)


def test_a_missing_value_is_null() -> None:
    entry = to_document([LOSER])["settlements"][0]["lines"][3]
    assert (entry["value_type"], entry["value"]) == ("missing", None)


def test_a_choice_that_looks_like_a_number_stays_a_choice() -> None:
    choice = attrs.evolve(SAVER.lines[5], value="12")
    settlement = attrs.evolve(SAVER, lines=(*SAVER.lines[:5], choice, *SAVER.lines[6:]))
    assert from_json(to_json([settlement])) == (settlement,)


def test_text_beyond_unicode_scalars_is_still_json() -> None:
    settlement = attrs.evolve(SAVER, entity="\ud800 Zürich")
    assert from_json(to_json([settlement])) == (settlement,)


@pytest.mark.parametrize("document", [None, [], {}, {"format": "other"}, "vbc-rules/settlement"])
def test_another_document_is_refused(document: object) -> None:
    assert [finding.code for finding in refusal_of(document).diagnostics] == ["VBC705"]


@pytest.mark.parametrize("version", [0, 2, "1", None, True])
def test_another_version_is_refused(version: object) -> None:
    document = changed(lambda document: document.update(version=version))
    assert refusal_of(document).diagnostics[0].code == "VBC706"


def test_all_findings_about_the_shape_are_given_at_once() -> None:
    def spoil(document: dict[str, Any]) -> None:
        settlement = document["settlements"][0]
        del settlement["payer"]
        settlement["results"][0]["value"] = 2055644.07
        settlement["lines"][3]["value"] = "1e3"

    findings = refusal_of(changed(spoil)).diagnostics
    places = sorted(finding.message.split(":")[0] for finding in findings)
    assert places == [
        "At /settlements/0",
        "At /settlements/0/lines/3/value",
        "At /settlements/0/results/0/value",
        "At /settlements/0/results/0/value",
    ]


def test_a_number_that_is_not_in_its_shortest_form_is_refused() -> None:
    document = changed(lambda document: document["settlements"][0]["lines"][3].update(value="2/4"))
    (finding,) = refusal_of(document).diagnostics
    assert finding.message == "An amount is not in its shortest form: '2/4'."


def test_a_waterfall_that_does_not_add_up_is_refused() -> None:
    def spoil(document: dict[str, Any]) -> None:
        document["settlements"][0]["waterfalls"][0]["bars"][0]["amount"] = "1"

    (finding,) = refusal_of(changed(spoil)).diagnostics
    assert (finding.code, str(finding.place)) == ("VBC707", "x.json")
    assert finding.message == "The waterfall of earned for A3507 does not add up."


def test_a_reference_to_a_line_that_is_not_there_is_refused() -> None:
    document = changed(lambda document: document["settlements"][0]["results"][0].update(line=99))
    (finding,) = refusal_of(document).diagnostics
    assert finding.message == "The settlement of A3507 refers to line 99, which it lacks."


def test_two_lines_with_one_number_are_refused() -> None:
    document = changed(
        lambda document: document["settlements"][0]["lines"].append(
            document["settlements"][0]["lines"][0]
        )
    )
    (finding,) = refusal_of(document).diagnostics
    assert finding.message == "Two lines of A3507 have one number."


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"format": ' + b"9" * 5000 + b"}"]
)
def test_text_that_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        from_json(data, "x.json")
    assert caught.value.diagnostics[0].code == "VBC705"
