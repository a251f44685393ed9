"""Files of quality results: wide, long, with headings in later lines, in several files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.declared import DeclaredFact
from vbc_rules.facts.layouts import PublishedFile, load_layout_file, read_published
from vbc_rules.facts.layouts.contract_facts import contract_facts
from vbc_rules.facts.layouts.layout import Layout
from vbc_rules.facts.layouts.rules import Reader
from vbc_rules.language import Axis

LAYOUT = """
layout: acme.scores
title: Scores of Acme
blank: [N/A]
entity: {headings: [Clinic]}
axes:
  measure:
    entries: {bp: Blood pressure, a1c: Diabetes}
    within: {bp: heart, a1c: sugar}
columns:
  rate: {per: measure, headings: ["{measure} Rate"], reads: rate}
  points: {per: measure, headings: ["{measure} Points"], reads: number, followed_by: [out of 10]}
contract: [{contract: clinics}]
facts:
  rate: {per: measure, column: rate}
  scored: {per: measure, met: {column: points, missing: false}}
results:
  points:
    per: measure
    clause: points
    value: {column: points}
    printed_to: 1
    tolerance: 0
    because: Points are whole.
"""
WIDE = """Clinic,Blood pressure Rate,Blood pressure Points,Diabetes Rate,Diabetes Points
001,71.5%,6 out of 10,N/A,N/A
002,60%,0 out of 10,52%,10 out of 10
"""
LONG = """Clinic,Name,Measure,Rate,Points
001,North,blood pressure,71.5%,6 out of 10
002,South,Diabetes,52%,10 out of 10
002,South,Blood pressure,60%,0 out of 10
"""
MEASURE = Axis("measure", "Measure", within=Axis("group", "Group"))
DECLARED = {
    "rate": DeclaredFact("rate", "Rate", "Rate", axes=(MEASURE,), optional=True),
    "scored": DeclaredFact("scored", "Scored", "YesNo", axes=(MEASURE,)),
}

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def layout(write: Write, changes: Mapping[str, str] | None = None) -> Layout:
    text = LAYOUT
    for old, new in (changes or {}).items():
        assert old in text
        text = text.replace(old, new, 1)
    return load_layout_file(write("layout.yaml", text))


def points(file: PublishedFile) -> dict[tuple[str, str], object]:
    return {
        (entity, one.entry): file.published(number, one)
        for number, entity in enumerate(file.entities)
        for one in file.layout.results
    }


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [finding.code for finding in refused.value.diagnostics]


ALL = {("001", "bp"): 6, ("001", "a1c"): None, ("002", "bp"): 0, ("002", "a1c"): 10}
LONG_FILE = {"contract: [": "file: {row_per: {axis: measure, heading: Measure}}\ncontract: ["}


def test_a_wide_file_has_a_column_for_each_measure(write: Write) -> None:
    assert points(read_published(write("wide.csv", WIDE), layout(write))) == ALL


def test_a_long_file_says_the_same_as_a_wide_one(write: Write) -> None:
    assert points(read_published(write("long.csv", LONG), layout(write, LONG_FILE))) == ALL


def test_a_cell_of_a_long_file_knows_its_own_line(write: Write) -> None:
    file = read_published(write("long.csv", LONG), layout(write, LONG_FILE))
    place = file.place(1, "points[bp]")
    assert (place.line, place.column) == (4, 30)


def test_facts_vary_by_measure_and_say_what_they_lie_within(write: Write) -> None:
    file = read_published(write("wide.csv", WIDE), layout(write))
    facts = contract_facts(file, "clinics", DECLARED)
    assert facts.facts_of(0) == {
        "rate": {("bp",): Fraction("0.715")},
        "scored": {("bp",): True, ("a1c",): False},
    }
    assert facts.parents == {"measure": {"bp": "heart", "a1c": "sugar"}}


def test_a_fact_that_varies_otherwise_than_in_the_model_is_refused(write: Write) -> None:
    file = read_published(write("wide.csv", WIDE), layout(write))
    plain = {"rate": DeclaredFact("rate", "Rate", "Rate", optional=True)}
    with pytest.raises(Refusal, match="VBC447 The layout lets fact `rate` vary otherwise"):
        contract_facts(file, "clinics", plain)


def test_a_measure_with_one_of_two_required_facts_lacks_the_other(write: Write) -> None:
    file = read_published(write("wide.csv", WIDE.replace("71.5%", "N/A")), layout(write))
    rate = DeclaredFact("rate", "Rate", "Rate", axes=(MEASURE,))
    scored = DECLARED["scored"]
    with pytest.raises(
        Refusal, match=r"VBC406 Fact `rate\[bp\]` of entity `001` is missing"
    ) as told:
        contract_facts(file, "clinics", {"rate": rate, "scored": scored})
    assert codes(told) == ["VBC406", "VBC406"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("002,South,Diabetes", "002,South,Cholesterol", "VBC445"),
        ("002,South,Diabetes", "002,South,Blood pressure", "VBC408"),
        ("001,North,", "001,", "VBC407"),
        ("Measure", "Indicator", "VBC441"),
    ],
)
def test_a_long_file_with_a_defect_is_refused(write: Write, old: str, new: str, code: str) -> None:
    path = write("long.csv", LONG.replace(old, new))
    with pytest.raises(Refusal) as refused:
        read_published(path, layout(write, LONG_FILE))
    assert codes(refused) == [code]


def test_the_lowest_heading_of_several_lines_counts(write: Write) -> None:
    headings = "Clinic,Heart,\n,Blood pressure Points,Diabetes Points\n"
    text = f"Scores of 2024,,\n{headings},2024,2024\n1,6,7\n"
    header = {"contract: [": "file: {header: {first: 2, last: 3, rows_from: 5}}\ncontract: ["}
    only_points = {
        '  rate: {per: measure, headings: ["{measure} Rate"], reads: rate}\n': "",
        "  rate: {per: measure, column: rate}\n": "",
    }
    file = read_published(write("lines.csv", text), layout(write, {**header, **only_points}))
    assert points(file) == {("1", "bp"): 6, ("1", "a1c"): 7}
    assert file.place(0, "points[a1c]").line == 5


# ---- several files

FOLDER = {
    "entity: {": 'files: [{name: "rates*.csv"}, {name: points.csv, prefix: "Our "}]\nentity: {',
    '"{measure} Points"': '"Our {measure} Points"',
}
RATES = "Clinic,Town,Blood pressure Rate,Diabetes Rate\n001,Here,71.5%,N/A\n002,There,60%,52%\n"
POINTS = "Clinic,Blood pressure Points,Diabetes Points\n002,0,10\n001,6,N/A\n"


def test_the_files_of_a_folder_are_joined_by_their_ids(write: Write) -> None:
    folder = write("rates_2024.csv", RATES).parent
    write("points.csv", POINTS)
    file = read_published(folder, layout(write, FOLDER))
    assert points(file) == ALL
    assert file.place(0, "points[bp]").file == str(folder / "points.csv")


def test_a_file_of_the_folder_stands_for_the_folder(write: Write) -> None:
    write("rates_2024.csv", RATES)
    path = write("points.csv", POINTS)
    assert points(read_published(path, layout(write, FOLDER))) == ALL


def test_a_file_that_is_not_there_is_named(write: Write, tmp_path: Path) -> None:
    write("points.csv", POINTS)
    with pytest.raises(Refusal, match=r"VBC449 .*`rates\*.csv`, but it has none"):
        read_published(tmp_path, layout(write, FOLDER))


def test_two_files_of_one_name_are_refused(write: Write, tmp_path: Path) -> None:
    write("points.csv", POINTS)
    write("rates_1.csv", RATES)
    write("rates_2.csv", RATES)
    with pytest.raises(Refusal, match=r"VBC449 .*has rates_1\.csv, rates_2\.csv"):
        read_published(tmp_path, layout(write, FOLDER))


@pytest.mark.parametrize(
    ("rates", "scores", "code"),
    [
        (RATES, POINTS + "003,1,1\n", "VBC450"),
        (RATES + "003,Far,1%,1%\n", POINTS, "VBC450"),
        (RATES + "001,Here,1%,1%\n", POINTS, "VBC408"),
        (RATES, POINTS.replace("001,6,N/A", "001,6"), "VBC407"),
    ],
)
def test_files_that_do_not_belong_together_are_refused(
    write: Write, rates: str, scores: str, code: str
) -> None:
    folder = write("rates_2024.csv", rates).parent
    write("points.csv", scores)
    with pytest.raises(Refusal) as refused:
        read_published(folder, layout(write, FOLDER))
    assert code in codes(refused)


# ---- what a layout may say


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("rate: {per: measure, column: rate}", "rate: {column: rate}", "varies by `measure`"),
        ("rate: {per: measure, column", "rate: {per: measur, column", "one of the axes"),
        ("within: {bp: heart,", "within: {hdl: heart,", "`hdl` is not one of the entries"),
        ("contract: [{", "contract: [{when: {entry: [bp]}, ", "entries of the rule's axis"),
    ],
)
def test_a_rule_about_entries_that_do_not_fit_is_refused(
    write: Write, old: str, new: str, told: str
) -> None:
    with pytest.raises(Refusal) as refused:
        layout(write, {old: new})
    assert any(
        finding.code == "VBC435" and told in finding.message
        for finding in refused.value.diagnostics
    )


def test_a_cause_holds_for_the_entries_that_it_names(write: Write) -> None:
    cause = """
causes:
  late:
    per: measure
    title: The clinic reported late.
    when: {all: [{entry: [a1c]}, {column: points, at_least: 1}]}
    published: either
"""
    found = load_layout_file(write("layout.yaml", LAYOUT + cause))
    file = read_published(write("wide.csv", WIDE), found)
    holds = {
        (cause.entry, entity): Reader(found).holds(cause.when, row)
        for cause in found.causes
        for entity, row in zip(file.entities, file.rows, strict=True)
    }
    assert [key for key, held in holds.items() if held] == [("a1c", "002")]


def test_a_folder_that_is_not_there_is_told_by_its_name(write: Write, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_published(tmp_path / "nowhere", layout(write, FOLDER))
    [place] = {finding.place for finding in refused.value.diagnostics}
    assert place is not None
    assert place.file == str(tmp_path / "nowhere")
