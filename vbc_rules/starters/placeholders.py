"""Placeholders: real values within the limits of what a model declares.

They are numbers that a person replaces, not numbers that anybody agreed. A `Manner` is one
way to choose them; a model whose terms refuse one way may settle with another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from vbc_rules.contracts.declared.agreed import Kind
from vbc_rules.language.axes import Axis

Plain: TypeAlias = Any  # int, Decimal, bool or text, or mappings and lists of them

_OF_TERMS = {"USD": 100, "Pmpm": 10, "Pmpy": 100, "MemberMonths": 100, "MemberYears": 100,
             "Count": 1, "Points": 10, "Percentile": 50}  # fmt: skip
_OF_FACTS = {"USD": 1_000_000, "Pmpm": 400, "Pmpy": 5_000, "MemberMonths": 12_000,
             "MemberYears": 1_000, "Count": 100, "Points": 10, "Percentile": 50}  # fmt: skip
_SHARE = 1  # the greatest rate that is a share; a factor may be greater
_STEPS = 5  # of several facts in dollars the second is a fifth below the first, and so on


@attrs.frozen
class Manner:
    """A way to choose placeholders.

    It says which rate terms and facts have, which conditions hold, which option of a choice is
    taken, whether optional facts are given, by what facts in dollars are multiplied, how many
    entries an axis has, and whether each term is greater than the one before it.
    """

    term_rate: Fraction = Fraction(1, 10)
    fact_rate: Fraction = Fraction(4, 5)
    condition: bool = False
    fact_condition: bool = True
    option: int = 0
    optional_facts: bool = False
    factor: Fraction = Fraction(1)
    entries: int = 2
    rising: bool = False


def manners() -> Iterator[Manner]:
    """Yield ways to choose placeholders, the plainest first."""
    yield Manner()
    yield Manner(optional_facts=True)
    for condition, fact_condition in ((True, True), (False, False), (True, False)):
        yield Manner(condition=condition, fact_condition=fact_condition)
        yield Manner(condition=condition, fact_condition=fact_condition, optional_facts=True)
    yield Manner(rising=True)
    yield Manner(rising=True, optional_facts=True)
    half = Fraction(1, 2)
    for optional in (False, True):
        yield Manner(term_rate=half, fact_rate=half, optional_facts=optional)
        yield Manner(term_rate=Fraction(1), fact_rate=Fraction(1), optional_facts=optional)
        yield Manner(entries=5, optional_facts=optional)
        yield Manner(option=1, optional_facts=optional)
        yield Manner(factor=Fraction(1, 100), optional_facts=optional)
        yield Manner(term_rate=Fraction(0), fact_rate=Fraction(0), optional_facts=optional)


def of_term(kind: Kind, manner: Manner, rank: int = 0) -> Plain:
    """Return a placeholder for a term; the `rank` counts the rows of a table."""
    if kind.is_condition:
        return manner.condition
    if kind.is_choice:
        return _option(kind, manner)
    unit = kind.unit.unit.id
    usual = Fraction(_OF_TERMS[unit]) if unit in _OF_TERMS else _rate(kind, manner.term_rate)
    return number(usual * (rank + 1), kind)


def of_fact(kind: Kind, manner: Manner, rank: int = 0) -> Plain:
    """Return a placeholder for a fact; the `rank` counts the facts in dollars."""
    if kind.is_condition:
        return manner.fact_condition
    if kind.is_choice:
        return _option(kind, manner)
    unit = kind.unit.unit.id
    if unit not in _OF_FACTS:
        return number(_rate(kind, manner.fact_rate), kind)
    usual = Fraction(_OF_FACTS[unit]) * manner.factor
    return number(usual - usual * (rank % _STEPS) / _STEPS, kind)


def _rate(kind: Kind, share: Fraction) -> Fraction:
    """Return a share of 1, or 1 for a factor that may be more."""
    is_share = kind.maximum is not None and kind.maximum <= _SHARE
    return share if is_share else Fraction(1)


def _option(kind: Kind, manner: Manner) -> str:
    options = kind.choices or ("standard",)
    return options[manner.option % len(options)]


def number(usual: Fraction, kind: Kind) -> int | Decimal:
    """Return a number as near to the usual one as the limits and decimals allow."""
    low = usual if kind.minimum is None else max(usual, kind.minimum)
    found = low if kind.maximum is None else min(low, kind.maximum)
    parts = 10 ** (4 if kind.places is None else kind.places)
    scaled = found * parts
    whole = scaled.numerator // scaled.denominator
    return plain_number(Fraction(whole, parts) if scaled.denominator != 1 else found)


def plain_number(value: Fraction) -> int | Decimal:
    """Return a number as it is written: a whole one, or a decimal."""
    if value.denominator == 1:
        return int(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


@attrs.frozen
class Entries:
    """The entries of every axis, the same in a contract and in its facts."""

    manner: Manner

    def of(self, axis: Axis) -> tuple[str, ...]:
        """Return the entries of an axis: its own, or numbered ones."""
        if axis.members:
            return axis.members
        parents = len(self.of(axis.within)) if axis.within else 0
        short = axis.name.rpartition(".")[2]
        return tuple(f"{short}_{n}" for n in range(1, max(self.manner.entries, parents) + 1))

    def parents(self, axis: Axis) -> Mapping[str, str]:
        """Return what each entry of a child axis lies within: all parents in turn."""
        if axis.within is None:
            return MappingProxyType({})
        above = self.of(axis.within)
        return {entry: above[at % len(above)] for at, entry in enumerate(self.of(axis))}

    def by_entry(self, axes: tuple[Axis, ...], value: Plain) -> Plain:
        """Return a value for each entry, one level of mapping for each axis."""
        for axis in reversed(axes):
            value = dict.fromkeys(self.of(axis), value)
        return value
