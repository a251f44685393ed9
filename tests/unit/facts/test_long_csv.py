"""Long files: a row for each entry, read into columns, checked like any facts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sample_facts
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.facts.plain_names import with_plain_names
from vbc_rules.facts.readers import csv_text, read_facts
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.language import Axis

EPISODES = "entity,episode,category,allowed\nA,e1,knee,19500.5\nA,e2,hip,21000\nB,e1,hip,7\n"
TARGETS = "entity,category,target\nA,knee,20000\nA,hip,22000\nB,hip,9\n"
WIDE = (
    "entity,target[knee],target[hip],allowed[knee/e1],allowed[hip/e2]\n"
    "A,20000,22000,19500.50,21000\n"
)
LONG = "entity,episode,category,allowed\nA,e2,hip,21000\nA,e1,knee,19500.5\n"


def write(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [folder / f"{name}.csv" for name in texts]


def table(folder: Path, declared: Declared = sample_facts.BY_EPISODE, **texts: str) -> FactTable:
    return read_facts(write(folder, **texts), declared)


def refused(folder: Path, **texts: str) -> list[Diagnostic]:
    with pytest.raises(Refusal) as caught:
        table(folder, **texts)
    return list(caught.value.diagnostics)


def test_files_give_the_facts_of_an_entity_together(tmp_path: Path) -> None:
    found = table(tmp_path, episodes=EPISODES, targets=TARGETS)
    assert found.entities == ("A", "B")
    assert dict(found.facts_of(0)["allowed"]) == {  # type: ignore[arg-type]
        ("e1",): Fraction("19500.5"), ("e2",): Fraction(21000),
    }  # fmt: skip
    assert found.members_of(0) == {"episode": ("e1", "e2"), "category": ("knee", "hip")}
    assert {axis: dict(above) for axis, above in found.parents_of(1).items()} == {
        "episode": {"e1": "hip"}
    }


def test_an_entry_may_have_another_parent_in_another_entity(tmp_path: Path) -> None:
    found = table(tmp_path, episodes=EPISODES, targets=TARGETS)
    assert [found.parents_of(row)["episode"]["e1"] for row in (0, 1)] == ["knee", "hip"]


def test_a_value_is_found_at_its_line_and_column(tmp_path: Path) -> None:
    found = table(tmp_path, episodes=EPISODES, targets=TARGETS)
    place = found.place_of(1, "allowed", ("e1",))
    assert (Path(place.file).name, place.line, place.column) == ("episodes.csv", 4, 10)
    place = found.place_of(0, "target", ("hip",))
    assert (Path(place.file).name, place.line, place.column) == ("targets.csv", 3, 7)


def test_rows_of_an_entity_need_not_stand_together(tmp_path: Path) -> None:
    mixed = "entity,episode,category,allowed\nB,e1,hip,7\nA,e1,knee,1\n\nB,e2,hip,8\n"
    found = table(tmp_path, episodes=mixed, targets=TARGETS)
    assert list(found.facts_of(found.row("B"))["allowed"].values()) == [7, 8]  # type: ignore[union-attr]
    assert found.place_of(found.row("B"), "allowed", ("e2",)).line == 5


def test_a_long_file_has_the_hash_of_a_wide_one(tmp_path: Path) -> None:
    wide = parse_csv_facts(WIDE, "wide.csv", sample_facts.BY_EPISODE)
    targets = TARGETS.replace("B,hip,9\n", "")
    long = table(tmp_path, targets=targets, episodes=LONG)
    assert wide.sha256() == long.sha256()
    other = table(tmp_path, targets=targets, episodes=LONG.replace("21000", "21001"))
    assert other.sha256() != long.sha256()


def test_a_fact_that_two_files_give_is_refused(tmp_path: Path) -> None:
    findings = refused(tmp_path, episodes=EPISODES, more=EPISODES, targets=TARGETS)
    assert [one.code for one in findings] == ["VBC470"]
    assert findings[0].message.startswith("Fact `allowed` stands in ")


def test_the_findings_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    findings = refused(tmp_path, episodes=EPISODES.replace("7", "x"), targets="\x00", other="")
    assert {one.code for one in findings} == {"VBC410", "VBC006", "VBC007"}


def test_facts_of_one_row_for_each_entity_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    declared = {
        **sample_facts.BY_EPISODE,
        "quality": DeclaredFact("quality", "Quality", "Rate", 4),
    }
    found = table(tmp_path, declared, wide="entity,quality\nB,0.5\nA,1\n", e=EPISODES, t=TARGETS)
    assert found.entities == ("B", "A")
    assert found.facts_of(1)["quality"] == 1
    assert len(found.facts_of(1)["allowed"]) == 2  # type: ignore[arg-type]


def test_an_entity_without_any_row_lacks_the_fact(tmp_path: Path) -> None:
    findings = refused(tmp_path, episodes=EPISODES.replace("B,e1,hip,7\n", ""), targets=TARGETS)
    assert [one.message for one in findings] == [
        "Fact `allowed` of entity `B` is missing: Allowed amount (USD)."
    ]


def test_parts_are_read_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = table(tmp_path, episodes=EPISODES, targets=TARGETS).sha256()
    monkeypatch.setattr(csv_text, "_PART", 1)
    monkeypatch.setattr(csv_text, "_RECORDS", 1)
    assert table(tmp_path, episodes=EPISODES, targets=TARGETS).sha256() == whole
    quoted = EPISODES.replace("knee", '"knee"')
    found = table(tmp_path, episodes=quoted.replace("A,e2", "\nA,e2"), targets=TARGETS)
    assert found.sha256() == whole
    assert found.place_of(0, "allowed", ("e2",)).line == 4


def test_a_cell_may_be_too_long_with_and_without_quotes(tmp_path: Path) -> None:
    for text in ("x" * 140_000, '"' + "x" * 140_000 + '"'):
        found = refused(tmp_path, episodes=EPISODES.replace("e1", text), targets=TARGETS)
        assert [one.code for one in found] == ["VBC402"]


def test_a_blank_name_is_told_beside_names_with_blanks_inside(tmp_path: Path) -> None:
    rows = EPISODES.replace("e1", "e 1").replace("B,e 1", "B, ")
    found = refused(tmp_path, episodes=rows, targets=TARGETS)
    assert [one.code for one in found] == ["VBC473"]


def test_numbers_beyond_64_bits_are_read_exactly(tmp_path: Path) -> None:
    big = "12345678901234567890123.45"
    found = table(tmp_path, episodes=EPISODES.replace("7", big), targets=TARGETS)
    assert found.facts_of(1)["allowed"]["e1",] == Fraction(big)  # type: ignore[index, call-overload]


MONTHS = (
    "entity,month,episode,category,visits,paid,open\nA,jan,e1,knee,1,1.5,yes\nA,feb,e1,knee,2,,no\n"
)


def test_a_fact_by_two_axes_names_them_in_the_order_of_its_declaration(tmp_path: Path) -> None:
    found = table(tmp_path, sample_facts.BY_MONTH, months=MONTHS)
    facts: Any = found.facts_of(0)
    assert facts["visits"]["feb", "e1"] == 2
    assert facts["paid"]["e1", "jan"] == Fraction("1.5")
    assert ("e1", "feb") not in facts["paid"]
    assert dict(facts["open"]) == {("e1", "jan"): True, ("e1", "feb"): False}
    assert found.place_of(0, "paid", ("e1", "jan")).column == 17
    assert found.place_of(0, "visits", ("feb", "e1")).line == 3


def test_a_plain_name_gives_the_rows_of_every_stream(tmp_path: Path) -> None:
    def spent(stream: str) -> DeclaredFact:
        group = Axis(f"{stream}.group", "Group")
        episode = Axis(f"{stream}.episode", "Episode", group)
        return DeclaredFact(f"{stream}.spent", "Spent", "USD", 2, axes=(episode,))

    declared = with_plain_names({one.name: one for one in map(spent, "ab")}, ["a", "b"])
    text = "entity,episode,group,spent\nX,e1,g,5\n"
    found = table(tmp_path, declared, facts=text)
    facts: Any = found.facts_of(0)
    assert {name: dict(given) for name, given in facts.items()} == {
        "a.spent": {("e1",): 5}, "b.spent": {("e1",): 5},
    }  # fmt: skip
    assert found.members_of(0) == {
        "a.episode": ("e1",), "a.group": ("g",), "b.episode": ("e1",), "b.group": ("g",),
    }  # fmt: skip
    assert found.place_of(0, "b.spent", ("e1",)).column == 8
    own = "entity,b.episode,b.group,b.spent\nX,e9,g,7\n"
    facts = table(tmp_path, declared, facts=text, own=own).facts_of(0)
    assert {name: dict(given) for name, given in facts.items()} == {
        "a.spent": {("e1",): 5}, "b.spent": {("e9",): 7},
    }  # fmt: skip


def test_a_million_mistakes_are_counted_not_shown(tmp_path: Path) -> None:
    rows = "".join(f"A,e{number % 500},knee,x\n" for number in range(1_000))
    text = "entity,episode,category,allowed\n" + rows
    findings = refused(tmp_path, episodes=text, targets=TARGETS.replace("B,hip,9\n", ""))
    assert len(findings) == 201
    assert findings[-1].message == (
        "1,300 further findings are not shown: 900 of VBC410, 400 of VBC472."
    )


AMOUNTS = st.decimals(-(10**6), 10**6, places=2).map(str)


@given(st.dictionaries(st.sampled_from(["e1", "e2", "e3", "e4"]), AMOUNTS, min_size=1))
def test_every_number_is_read_as_in_a_wide_file(amounts: dict[str, str]) -> None:
    columns = ",".join(f"allowed[knee/{entry}]" for entry in amounts)
    wide = f"entity,target[knee],{columns}\nA,1,{','.join(amounts.values())}\n"
    rows = "".join(f"A,{entry},knee,{amount}\n" for entry, amount in amounts.items())
    declared = {"allowed": sample_facts.BY_EPISODE["allowed"]}
    long = parse_csv_facts("entity,episode,category,allowed\n" + rows, "long.csv", declared)
    found = parse_csv_facts(wide.replace("target[knee],", "").replace("A,1,", "A,"), "w", declared)
    assert dict(long.facts_of(0)["allowed"]) == found.facts_of(0)["allowed"]  # type: ignore[arg-type]
    assert long.sha256() == found.sha256()
