"""What a report says about quality measures, whatever kind of file it stands in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from vbc_rules.diagnostics import Diagnostic, Place

COUNTS = (
    "initial_population",
    "denominator",
    "denominator_exclusion",
    "denominator_exception",
    "numerator",
    "numerator_exclusion",
)
"""The counts of a rate. Other populations are kept under the names that the file prints."""

Form = Literal["fhir", "qrda", "csv"]


@attrs.frozen
class Identifier:
    """An identifier as printed; `system` says who gives such identifiers, or is empty."""

    value: str
    system: str = ""


@attrs.frozen
class Count:
    """How many cases a population has; None where the file names it without a count.

    `id` is the identifier of the population, if it is printed.
    """

    name: str
    count: int | None
    id: str = ""


@attrs.frozen
class Counted:
    """Populations with their counts, and the score of the measure as it is printed.

    `score` is exact, None where it is not a number; `score_text` is what stands in the file.
    """

    counts: tuple[Count, ...]
    score: Fraction | None = None
    score_text: str = ""

    def count(self, name: str) -> int | None:
        """Return the count of a population, None where it is not reported."""
        return next((one.count for one in self.counts if one.name == name), None)

    @property
    def eligible(self) -> int | None:
        """Return the denominator without exclusions and exceptions: the cases that count."""
        denominator = self.count("denominator")
        if denominator is None:
            return None
        left_out = ("denominator_exclusion", "denominator_exception")
        return denominator - sum(self.count(name) or 0 for name in left_out)

    @property
    def rate(self) -> Fraction | None:
        """Return met cases by eligible cases, exactly; None where no case is eligible."""
        numerator, eligible = self.count("numerator"), self.eligible
        if numerator is None or eligible is None or eligible <= 0:
            return None
        return Fraction(numerator - (self.count("numerator_exclusion") or 0), eligible)


@attrs.frozen
class Stratum(Counted):
    """The part of the cases that a stratifier puts together, such as sex: female."""

    stratifier: str = attrs.field(default="", kw_only=True)
    value: str = attrs.field(default="", kw_only=True)

    @property
    def label(self) -> str:
        """Return the stratifier with its value."""
        return f"{self.stratifier}: {self.value}"


@attrs.frozen
class MeasureResult(Counted):
    """The result of one rate of one measure, as a file reports it; nothing is computed.

    `identifiers` name the measure, the one that is printed first. `group` tells the rates
    of one measure apart. `reporters` are who is reported on or reports; `subject` is the
    person or organization that it is about, if it is printed. `kind` is summary or, for
    one person, individual, or what the file says. `scoring` is proportion, ratio and the
    like, or empty. `higher_is_better` is None where the file does not say it. `attested` is
    what was declared where nothing is counted.
    """

    identifiers: tuple[str, ...] = attrs.field(kw_only=True)
    title: str = attrs.field(default="", kw_only=True)
    group: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    reporters: tuple[Identifier, ...] = attrs.field(default=(), kw_only=True)
    subject: str = attrs.field(default="", kw_only=True)
    kind: str = attrs.field(default="summary", kw_only=True)
    status: str = attrs.field(default="complete", kw_only=True)
    scoring: str = attrs.field(default="", kw_only=True)
    higher_is_better: bool | None = attrs.field(default=None, kw_only=True)
    first_day: date | None = attrs.field(default=None, kw_only=True)
    last_day: date | None = attrs.field(default=None, kw_only=True)
    strata: tuple[Stratum, ...] = attrs.field(default=(), kw_only=True)
    attested: bool | None = attrs.field(default=None, kw_only=True)
    place: Place = attrs.field(kw_only=True, eq=False)

    @property
    def measure(self) -> str:
        """Return the identifier of the measure, with the rate if it has several."""
        return f"{self.identifiers[0]}#{self.group[0]}" if self.group else self.identifiers[0]

    @property
    def is_rate(self) -> bool:
        """Tell whether the numerator is a part of the denominator: a ratio's need not be."""
        if self.scoring:
            return self.scoring == "proportion"
        names = {one.name for one in self.counts if one.count is not None}
        return {"numerator", "denominator"} <= names and "measure_observation" not in names

    @property
    def period(self) -> str:
        """Return the days of the period for a person."""
        return f"{self.first_day}..{self.last_day}" if self.first_day else "a period not said"


@attrs.frozen
class ResultFile:
    """The results in a file, in its order; `remarks` are warnings about them.

    `beside` counts what else stands there, by its name: it has no results.
    """

    file: str
    form: Form
    results: tuple[MeasureResult, ...]
    remarks: tuple[Diagnostic, ...] = ()
    beside: tuple[tuple[str, int], ...] = ()
