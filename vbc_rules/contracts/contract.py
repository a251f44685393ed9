"""A contract as the engine sees it: frozen values, each knowing where it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from vbc_rules.contracts.provisions import Provision
from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.evaluation.inputs import Given
from vbc_rules.language.composition import Source


@attrs.frozen
class Dated:
    """A value of a parameter and the days on which it applies.

    `value` is a number as a Fraction, a condition, a choice, the rows of a table, or a
    mapping from a tuple of entries to one of these. `start` and `end` are the first and
    the last day; None leaves that side open.
    """

    value: Given
    start: date | None
    end: date | None
    cites: str
    place: Place

    def applies_on(self, day: date) -> bool:
        """Say whether the value applies on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@attrs.frozen
class ParameterTerm:
    """A parameter of a stream: its dated values, ascending and without overlap."""

    name: str
    values: tuple[Dated, ...]
    place: Place

    def during(self, start: date, end: date) -> Dated:
        """Return the value that applies from the first to the last day of a period.

        Raises:
            Refusal: VBC215 if no value applies on the first day, or if the value changes
                within the period. The nearest value is never taken instead.
        """
        found = next((one for one in self.values if one.applies_on(start)), None)
        if found is None:
            raise self._outside(f"has no value on {start}")
        if not found.applies_on(end):
            raise self._outside(f"changes between {start} and {end}")
        return found

    def _outside(self, what: str) -> Refusal:
        dates = ", ".join(f"{one.start or 'ever'} to {one.end or 'ever'}" for one in self.values)
        hint = f"it is dated {dates}; date the values by whole performance periods"
        return refuse("VBC215", f"`{self.name}` {what}.", self.place, hint)


@attrs.frozen
class Feed:
    """The clause of a stream that gives a fact of a stream its value."""

    source: Source
    place: Place


@attrs.frozen
class Stream:
    """A payment or a quality score of a contract: a model, by its id, and the terms agreed.

    `facts` are those that are not reported but computed by a stream. `measures` gives the
    id of the quality measure that an entry of the model's axis stands for.
    """

    name: str
    model: str
    parameters: Mapping[str, ParameterTerm]
    place: Place
    facts: Mapping[str, Feed] = attrs.field(factory=dict)
    measures: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class ContractTerm:
    """The first and the last day of a contract, `from` and `to` in its file."""

    start: date
    end: date
    place: Place


@attrs.frozen
class Parties:
    """Who pays and who provides care, as text."""

    payer: str
    provider: str


@attrs.frozen
class Contract:
    """A payer contract whose shape and meaning have been checked.

    `plugins` gives the range of versions by namespace. `sha256` is a hash of what the
    file says: comments, order of keys and spelling of equal numbers do not change it.
    """

    id: str
    title: str
    description: str
    carrier: str
    plugins: Mapping[str, str]
    term: ContractTerm
    line_of_business: str
    parties: Parties
    payment: tuple[Stream, ...]
    reports: tuple[str, ...]
    file: str
    sha256: str
    quality: tuple[Stream, ...] = ()
    provisions: Mapping[str, Provision] = attrs.field(factory=dict)

    @property
    def streams(self) -> tuple[Stream, ...]:
        """Return the streams of payment, then those of quality."""
        return (*self.payment, *self.quality)

    def stream(self, name: str) -> Stream:
        """Return the stream with a name; raises KeyError if there is none."""
        for one in self.streams:
            if one.name == name:
                return one
        raise KeyError(name)
