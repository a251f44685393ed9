"""A contract as the engine sees it: frozen values, each knowing where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.contracts.text.json_text import sha256_of
from vbc_rules.diagnostics import Place, Refusal, refuse

if TYPE_CHECKING:  # what a contract holds only if it has such a section
    from vbc_rules.contracts.written.open_terms import OpenTerm
    from vbc_rules.contracts.written.provisions import Provision
    from vbc_rules.evaluation.inputs import Given
    from vbc_rules.language.edition import Term
    from vbc_rules.language.sources import Source
    from vbc_rules.language.steps import Step

ONE_DAY = timedelta(days=1)


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


WHOLE_PERIODS = "date the values by whole performance periods"


def _days(value: Dated) -> str:
    """Return from when to when a value applies, in words."""
    if value.end is None:
        return f"from {value.start} on" if value.start else "always"
    return f"{value.start} to {value.end}" if value.start else f"to {value.end}"


@attrs.frozen
class ParameterTerm:
    """A parameter of a stream: its dated values, ascending and without overlap."""

    name: str
    values: tuple[Dated, ...]
    place: Place

    def on(self, day: date) -> Dated | None:
        """Return the value that applies on a day, None if none does."""
        return next((one for one in self.values if one.applies_on(day)), None)

    def during(self, start: date, end: date) -> Dated:
        """Return the value that applies from the first to the last day of a period.

        Raises:
            Refusal: VBC215 if no value applies on the first day, or if the value changes
                within the period. The nearest value is never taken instead.
        """
        found = self.on(start)
        if found is None:
            raise self._outside(f"has no value on {start}")
        if not found.applies_on(end):
            part = f"{start}..{found.end}"
            mend = f"settle each part as a period, such as --period {part}"
            raise self._outside(f"changes between {start} and {end}", f"{mend}, or")
        return found

    def _outside(self, what: str, mend: str = "") -> Refusal:
        dates = ", ".join(map(_days, self.values))
        hint = " ".join(filter(None, (f"it is dated {dates};", mend, WHOLE_PERIODS)))
        return refuse("VBC215", f"`{self.name}` {what}.", self.place, hint)


@attrs.frozen
class Feed:
    """The clause of a stream that gives a fact of a stream its value."""

    source: Source
    place: Place


@attrs.frozen
class DeclaredCategory:
    """The category of payment that the parties take a contract or a stream for."""

    category: str
    place: Place


@attrs.frozen
class Stream:
    """A payment or a quality score of a contract: a model, by its id, and the terms agreed.

    `facts` are those that are not reported but computed by a stream. `measures` gives the
    id of the quality measure that an entry of the model's axis stands for. `hcp_lan` is the
    category that the contract declares, None if none. `left_open` are the parameters that
    each agreement on the contract states for itself.
    """

    name: str
    model: str
    parameters: Mapping[str, ParameterTerm]
    place: Place
    facts: Mapping[str, Feed] = attrs.field(factory=dict)
    measures: Mapping[str, str] = attrs.field(factory=dict)
    hcp_lan: DeclaredCategory | None = None
    left_open: Mapping[str, OpenTerm] = attrs.field(factory=dict)


@attrs.frozen
class AgreedStep:
    """A step across streams, and the dated values of its own terms by their full names.

    `at` is the settlement at which the step is taken; empty for one that is taken at all.
    """

    step: Step
    at: str
    terms: Mapping[str, ParameterTerm]


@attrs.frozen
class SettlementTerms:
    """What becomes of the streams' results: steps, in the order in which they are taken.

    `settlements` are the names of those of a period, first to last; empty if there is one.
    `paid_separately` are streams whose money is paid outside of these steps. `facts` are
    those that belong to no stream, by the names that the contract gives them.
    """

    steps: tuple[AgreedStep, ...]
    facts: Mapping[str, Term]
    settlements: tuple[str, ...]
    paid_separately: tuple[str, ...]
    place: Place

    @property
    def occasions(self) -> tuple[str, ...]:
        """Return the settlements of a period; one without a name if none is named."""
        return self.settlements or ("",)

    def at(self, settlement: str) -> tuple[AgreedStep, ...]:
        """Return the steps that are taken at a settlement."""
        return tuple(one for one in self.steps if one.at in ("", settlement))


@attrs.frozen
class ContractTerm:
    """The first and the last day of a contract, `from` and `to` in its file."""

    start: date
    end: date
    place: Place


@attrs.frozen
class Parties:
    """Who pays and who provides care, as text.

    `provider_type` says what kind of organisation signs for the provider, and
    `contracts_through` through what kind it contracts, where it does not do so itself; both are
    empty where the contract does not say. `integrated` tells whether payer and provider
    are one organisation.
    """

    payer: str
    provider: str
    provider_type: str = ""
    contracts_through: str = ""
    integrated: bool = False


@attrs.frozen
class Contract:
    """A payer contract whose shape and meaning have been checked.

    `plugins` gives the range of versions by namespace. `content` is all that the file says,
    as plain data.
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
    content: Mapping[str, Any] = attrs.field(repr=False)
    quality: tuple[Stream, ...] = ()
    hcp_lan: DeclaredCategory | None = None
    settlement: SettlementTerms | None = None
    provisions: Mapping[str, Provision] = attrs.field(factory=dict)

    @cached_property
    def sha256(self) -> str:
        """Return a hash of what the file says.

        Comments, order of keys and spelling of equal numbers do not change it.
        """
        return sha256_of(self.content)

    @property
    def streams(self) -> tuple[Stream, ...]:
        """Return the streams of payment, then those of quality."""
        return (*self.payment, *self.quality)

    def times(self) -> Iterator[tuple[date, date]]:
        """Yield the first and last days within which neither year nor parameters change."""
        first, last = self.term.start, self.term.end
        starts = {first, *(date(year, 1, 1) for year in range(first.year + 1, last.year + 1))}
        for stream in self.streams:
            for term in stream.parameters.values():
                starts |= {one.start for one in term.values if one.start}
                starts |= {one.end + ONE_DAY for one in term.values if one.end and one.end < last}
        ordered = sorted(day for day in starts if first <= day <= last)
        for start, following in zip(ordered, [*ordered[1:], last + ONE_DAY], strict=True):
            yield start, following - ONE_DAY

    @property
    def left_open(self) -> tuple[tuple[str, OpenTerm], ...]:
        """Return what each agreement on the contract states, with the name of its stream."""
        return tuple((one.name, term) for one in self.streams for term in one.left_open.values())

    def stream(self, name: str) -> Stream:
        """Return the stream with a name; raises KeyError if there is none."""
        for one in self.streams:
            if one.name == name:
                return one
        raise KeyError(name)
