"""Streams of payment and of quality, and the facts that one computes for another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import check_document, load_contract
from vbc_rules.contracts.meaning import feeds as meaning_feeds
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import Edition
from vbc_rules.language.composition import Source, Use

FILE = Path(__file__).parents[2] / "specs" / "good" / "acme-streams-feed-each-other.yaml"


@pytest.fixture
def contract(registry: Registry) -> Contract:
    return load_contract(FILE, registry)


def test_streams_are_those_of_payment_and_then_those_of_quality(contract: Contract) -> None:
    assert [stream.name for stream in contract.payment] == ["savings", "base"]
    assert [stream.name for stream in contract.quality] == ["bonus"]
    assert [stream.name for stream in contract.streams] == ["savings", "base", "bonus"]


def test_a_stream_of_quality_is_found_by_its_name(contract: Contract) -> None:
    assert contract.stream("bonus").model == "acme.quality_bonus"


def test_a_computed_fact_knows_its_source_and_where_that_is_written(contract: Contract) -> None:
    feed = contract.stream("savings").facts["benchmark"]
    assert feed.source == Source("bonus", "bonus")
    assert (feed.place.line, feed.place.column) == (17, 48)


def test_a_stream_without_computed_facts_has_none(contract: Contract) -> None:
    assert contract.stream("base").facts == {}


def test_a_term_of_10000_years_is_composed_once_for_each_edition_of_its_models(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed: list[int] = []
    compose = meaning_feeds.compose

    def counted(name: str, title: str, uses: Sequence[Use], year: int) -> Edition:
        composed.append(year)
        return compose(name, title, uses, year)

    monkeypatch.setattr(meaning_feeds, "compose", counted)
    text = FILE.read_text(encoding="utf-8")
    long = re.sub("^term:.*$", "term: {from: 0001-01-01, to: 9999-12-31}", text, flags=re.MULTILINE)
    check_document(parse_document(long, FILE.name), registry)
    assert composed
    assert len(composed) < 5
