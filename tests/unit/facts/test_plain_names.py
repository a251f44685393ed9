"""Facts of a contract of several streams: by their full names, or plainly for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs
import pytest

from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.declared import DeclaredFact, listed
from vbc_rules.facts.plain_names import with_plain_names
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.language import Axis

POOL = DeclaredFact("care.pool", "Pool", "USD", places=2)
OTHER_POOL = attrs.evolve(POOL, name="bonus.pool", title="Pool of the bonus")


def kind(stream: str) -> Axis:
    return Axis(f"{stream}.kind", "Kind")


def episode(stream: str) -> Axis:
    return Axis(f"{stream}.episode", "Episode", within=kind(stream))


def spent(stream: str) -> DeclaredFact:
    return DeclaredFact(f"{stream}.spent", "Spent", "USD", places=2, axes=(episode(stream),))


def declared(*facts: DeclaredFact) -> Mapping[str, DeclaredFact]:
    return with_plain_names({one.name: one for one in facts}, ["care", "bonus"])


def read(text: str, *facts: DeclaredFact) -> FactTable:
    return parse_csv_facts(text, "facts.csv", declared(*facts))


def values(table: FactTable) -> dict[Any, Any]:
    return dict(table.columns)


def refused(text: str, *facts: DeclaredFact) -> list[str]:
    with pytest.raises(Refusal) as caught:
        read(text, *facts)
    return [one.message for one in caught.value.diagnostics]


def test_a_fact_of_one_stream_may_be_given_plainly() -> None:
    found = read("entity,pool\na,10\n", POOL)
    assert values(found) == {("care.pool", ()): (Fraction(10),)}


def test_a_plain_fact_is_given_to_every_stream_that_has_it() -> None:
    found = read("entity,pool\na,10\n", POOL, OTHER_POOL)
    expected = (Fraction(10),)
    assert values(found) == {("care.pool", ()): expected, ("bonus.pool", ()): expected}


def test_the_full_name_counts_before_the_plain_one_where_it_has_a_value() -> None:
    found = read("entity,pool,bonus.pool\na,10,7\nb,20,\n", POOL, OTHER_POOL)
    assert found.columns["care.pool", ()] == (10, 20)
    assert found.columns["bonus.pool", ()] == (7, 20)


def test_a_value_is_said_to_stand_where_it_was_given() -> None:
    found = read("entity,pool,bonus.pool\na,10,7\nb,20,\n", POOL, OTHER_POOL)
    places = [found.place_of(row, "bonus.pool", ()) for row in (0, 1)]
    assert [(place.line, place.column) for place in places] == [(2, 6), (3, 3)]


@pytest.mark.parametrize(
    "other",
    [
        attrs.evolve(OTHER_POOL, unit="Rate"),
        attrs.evolve(OTHER_POOL, places=0),
        attrs.evolve(OTHER_POOL, minimum=Fraction(0)),
        attrs.evolve(OTHER_POOL, axes=(kind("bonus"),)),
    ],
)
def test_facts_that_do_not_mean_the_same_have_no_plain_name(other: DeclaredFact) -> None:
    assert list(declared(POOL, other)) == ["care.pool", "bonus.pool"]


def test_an_optional_fact_of_one_stream_may_be_required_by_another() -> None:
    optional = attrs.evolve(OTHER_POOL, optional=True)
    assert refused("entity,bonus.pool\na,7\n", POOL, optional) == [
        "Fact `pool` is missing: Pool (USD)."
    ]


def test_a_fact_that_all_streams_miss_is_told_once() -> None:
    [message] = refused(
        "entity,pool\na,\n", attrs.evolve(POOL), attrs.evolve(POOL, name="bonus.pool")
    )
    assert message == "Fact `pool` of entity `a` is missing: Pool (USD)."


def test_hints_list_the_shortest_names() -> None:
    assert listed(declared(POOL, OTHER_POOL)) == ["pool"]
    assert listed(declared(POOL, attrs.evolve(OTHER_POOL, places=0))) == ["bonus.pool", "care.pool"]


def test_a_plain_fact_brings_the_parents_of_its_entries_to_every_stream() -> None:
    found = read("entity,spent[knee/e1]\na,10\n", spent("care"), spent("bonus"))
    assert values(found) == {("care.spent", ("e1",)): (10,), ("bonus.spent", ("e1",)): (10,)}
    assert found.members_of(0) == {
        "care.episode": ("e1",),
        "care.kind": ("knee",),
        "bonus.episode": ("e1",),
        "bonus.kind": ("knee",),
    }


def test_a_document_names_the_parents_by_plain_axes() -> None:
    text = "entities: {a: {spent: {e1: 10}}}\naxes: {episode: {e1: knee}}\n"
    table = document_facts(parse_document(text, "facts.yaml"), declared(spent("care")))
    assert table.parents["care.episode"] == {"e1": "knee"}


def test_entries_of_the_full_name_are_not_mixed_with_plain_ones() -> None:
    text = "entity,spent[knee/e1],bonus.spent[hip/e2]\na,10,7\nb,20,\n"
    found = read(text, spent("care"), spent("bonus"))
    assert found.columns["bonus.spent", ("e1",)] == (None, 20)
    assert found.columns["bonus.spent", ("e2",)] == (7, None)


def test_a_fact_in_a_form_that_was_refused_is_missing_in_no_stream() -> None:
    facts = declared(spent("care"), spent("bonus"))
    document = parse_document("entities: {a: {spent: 7}}", "facts.yaml")
    with pytest.raises(Refusal) as caught:
        document_facts(document, facts)
    assert [one.code for one in caught.value.diagnostics] == ["VBC414"]


def test_the_place_of_a_row_is_known_without_a_fact() -> None:
    table = parse_csv_facts("entity,pool\na,1\nb,2\n", "facts.csv", declared(POOL, OTHER_POOL))
    assert table.place_of(1, "", ()).line == 3
