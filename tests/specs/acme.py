"""A plugin of an invented carrier, whose models use every form of parameter."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.hooks.declarations import ContractCheck, LintRule, PluginInfo, ReportFormat
from vbc_rules.hooks.quality import Measure
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import (
    USD,
    Arrangement,
    Axis,
    Choice,
    Count,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Points,
    Rate,
    Table,
    YesNo,
    axis,
    better,
    clause,
    column,
    fact,
    greater_of,
    if_missing,
    lesser_of,
    matches,
    parameter,
    result,
    stages,
    starts_after,
    starts_at,
    table,
    to_cents,
    total,
    when,
)


class Tiers(Table):
    members: Count = starts_at()
    minimum_savings_rate: Rate = column()


class SharedSavings(PaymentModel):
    """Shared savings of the Acme health plan."""

    id = "acme.shared_savings"
    first_year = 2018
    last_year = 2026
    waterfall = stages("savings", "shared_savings", "earned")
    arrangement = Arrangement("savings")

    benchmark: USD = fact("Benchmark expenditures")
    expenditures: USD = fact("Expenditures")
    pharmacy: USD = fact("Pharmacy expenditures")
    members: Count = fact("Assigned members")

    sharing_rate: Rate = parameter("Share of the savings that is paid", places=4)
    track: Choice = parameter("Track", choices=("upside", "two_sided"))
    includes_pharmacy: YesNo = parameter("Are pharmacy expenditures included?")
    cap: USD = parameter("Highest payment", optional=True)
    tiers: Tiers = table("Minimum savings rate by members")
    rural_bonus: USD = parameter("Bonus for rural practices", minimum=0)

    @clause(cites="Article 1")
    def savings(self) -> USD:
        """Savings."""
        return self.benchmark - self.expenditures - when(self.includes_pharmacy, self.pharmacy, 0)

    @clause(cites="Article 2")
    def beyond_minimum(self) -> YesNo:
        """Savings beyond the minimum."""
        rate = self.tiers.row(self.members).minimum_savings_rate
        return (self.savings >= self.benchmark * rate) & self.track.is_("upside", "two_sided")

    @clause(cites="Article 3")
    def shared_savings(self) -> USD:
        """Shared savings."""
        share = when(self.beyond_minimum, self.savings * self.sharing_rate, 0)
        return if_missing(lesser_of(share, self.cap), share, because="without a cap all is paid")

    @result(cites="Article 4")
    def earned(self) -> USD:
        """Earned shared savings."""
        return to_cents(greater_of(self.shared_savings, 0))

    @earned.since(2024, cites="Article 4, amended 2024")
    def _(self) -> USD:
        return to_cents(greater_of(self.shared_savings, 0) + self.rural_bonus)


class Capitation(PaymentModel):
    """Capitation by rate cell."""

    id = "acme.capitation"
    waterfall = stages("gross", "payment")
    rate_cell: Axis = axis("Rate cell")

    member_months: MemberMonths = fact("Member months", per=rate_cell)
    base_rate: Pmpm = parameter("Base rate", per=rate_cell)

    @clause(cites="Article 1")
    def cell_payment(self) -> USD:
        """Payment of a rate cell."""
        return to_cents(self.base_rate * self.member_months)

    @clause(cites="Article 2")
    def gross(self) -> USD:
        """Payment of all rate cells."""
        return total(self.cell_payment, over=self.rate_cell)

    @result(cites="Article 3")
    def payment(self) -> USD:
        """Payment."""
        return to_cents(greater_of(self.gross, 0))


class CellCapitation(PaymentModel):
    """Capitation by rate cell, of which two terms vary."""

    id = "acme.cell_capitation"
    waterfall = stages("gross", "payment")
    cell: Axis = axis("Rate cell")

    member_months: MemberMonths = fact("Member months", per=cell)
    rate: Pmpm = parameter("Rate", per=cell)
    factor: Rate = parameter("Geographic factor", per=cell, maximum=10)

    @clause(cites="Article 1")
    def gross(self) -> USD:
        """Payment of all rate cells."""
        return to_cents(total(self.rate * self.factor * self.member_months, over=self.cell))

    @result(cites="Article 2")
    def payment(self) -> USD:
        """Payment."""
        return to_cents(self.gross)


class Levels(Table):
    level: Choice = matches()
    bonus: USD = column()
    highest: USD = column(optional=True)


class Curve(Table):
    score: Rate = starts_at()
    factor: Rate = column(maximum=2)


class QualityBonus(PaymentModel):
    """Quality bonus by domain and region."""

    id = "acme.quality_bonus"
    waterfall = stages("gross", "bonus")
    domain: Axis = axis("Domain", members=("access", "outcomes"))
    region: Axis = axis("Region")

    level: Choice = fact("Level of the practice", choices=("basic", "advanced"))
    score: Rate = fact("Quality score", per=domain, places=4)
    weight: Rate = parameter("Weight", per=(domain, region))
    levels: Levels = table("Bonus by level")
    curve: Curve = table("Factor by score", per=domain)

    @clause(cites="Article 1")
    def amount(self) -> USD:
        """Bonus of the level."""
        row = self.levels.row(self.level)
        return if_missing(lesser_of(row.bonus, row.highest), row.bonus, because="no cap")

    @clause(cites="Article 2")
    def gross(self) -> USD:
        """Bonus over all domains and regions."""
        each = self.amount * self.curve.row(self.score).factor * self.weight
        return total(total(each, over=self.region), over=self.domain)

    @result(cites="Article 3")
    def bonus(self) -> USD:
        """Quality bonus."""
        return to_cents(greater_of(self.gross, 0))


class Targets(PaymentModel):
    """Bonus for each quality target that is met."""

    id = "acme.targets"
    waterfall = stages("gross", "bonus")
    measure: Axis = axis("Measure")

    performance: Rate = fact("Rate", per=measure, places=4)
    target: Rate = parameter("Target", per=measure)
    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    bonus_each: USD = parameter("Bonus for a target", minimum=0)

    @clause(cites="Article 1")
    def earned(self) -> USD:
        """Bonus for a target."""
        met = better(self.performance, self.target, self.lower_is_better)
        return when(met, self.bonus_each, 0)

    @clause(cites="Article 2")
    def gross(self) -> USD:
        """Bonus for all targets."""
        return total(self.earned, over=self.measure)

    @result(cites="Article 3")
    def bonus(self) -> USD:
        """Bonus."""
        return to_cents(greater_of(self.gross, 0))


class Steps(Table):
    points: Points = starts_at()
    pays: USD = column()


class Extras(Table):
    points: Points = starts_after()
    pays: USD = column()


class Ladder(PaymentModel):
    """Bonus by points, beyond a least score and for improvement."""

    id = "acme.ladder"
    waterfall = stages("gross", "bonus")

    points: Points = fact("Points", places=0, minimum=0, maximum=50)
    score: Rate = fact("Quality score", places=4, minimum="0.3")
    steps: Steps = table("Bonus by points")
    extras: Extras = table("Bonus besides, above some points", optional=True)
    least_score: Rate = parameter("Least score", maximum=2)
    improvement_bonus: USD = parameter("Bonus for improvement", optional=True, minimum=0)

    @clause(cites="Article 1")
    def by_points(self) -> USD:
        """Bonus by points."""
        pays = self.steps.row(self.points).pays
        return if_missing(pays + self.extras.row(self.points).pays, pays)

    @clause(cites="Article 2")
    def gross(self) -> USD:
        """Bonus with a sufficient score."""
        earned = if_missing(self.by_points + self.improvement_bonus, self.by_points)
        return when(self.score >= self.least_score, earned, 0)

    @result(cites="Article 3")
    def bonus(self) -> USD:
        """Bonus."""
        return to_cents(greater_of(self.gross, 0))


class Gains(PaymentModel):
    """Savings against a benchmark, all of them."""

    id = "acme.gains"
    arrangement = Arrangement("savings")
    waterfall = stages("gross", "gains")

    benchmark: USD = fact("Benchmark", minimum=0)
    expenditures: USD = fact("Expenditures", minimum=0)
    threshold: USD = parameter("What is left out", minimum=0)

    @clause(cites="Article 1")
    def gross(self) -> USD:
        """Savings."""
        return greater_of(self.benchmark - self.expenditures - self.threshold, 0)

    @result(cites="Article 2")
    def gains(self) -> USD:
        """Gains."""
        return to_cents(self.gross)


PRESSURE = Measure(
    id="acme.blood_pressure",
    title="Blood pressure under control",
    steward="Acme",
    version="2022",
    concept="blood_pressure_control",
    criterion="blood_pressure_below_140_90",
    higher_is_better=True,
    unit="rate",
    type="intermediate_outcome",
    collected_by=("hybrid",),
    population="Members with hypertension",
    cites="Exhibit B",
)
READMISSION = attrs.evolve(PRESSURE, id="acme.readmission", higher_is_better=False)
SCREENING = attrs.evolve(PRESSURE, id="acme.screening_2023", first_year=2023)


def _names_acme(contract: object) -> Iterator[Diagnostic]:
    title = getattr(contract, "title", "")
    if title == "Fail the check":
        raise ValueError("no such title")
    if title == "Untitled":
        yield Diagnostic("ACME001", "The contract has no title of its own.")


def _titled_plan(subject: object) -> Iterator[Diagnostic]:
    contract = getattr(subject, "contract")  # noqa: B009 - the type of a subject is not exported
    if contract.title == "Fail the rule":
        raise ValueError("no such title")
    if contract.title == "Another code":
        yield Diagnostic("ACME999", "This is no finding of the rule.")
    if "Acme" not in contract.title:
        yield Diagnostic("ACME201", "The title does not name Acme.", contract.term.place)


@hookimpl
def vbc_plugin() -> PluginInfo:
    return PluginInfo("acme", "Acme health plan")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    return [SharedSavings, Capitation, CellCapitation, QualityBonus, Targets, Ladder, Gains]


@hookimpl
def vbc_quality_measures() -> list[Measure]:
    return [PRESSURE, READMISSION, SCREENING]


@hookimpl
def vbc_report_formats() -> list[ReportFormat]:
    return [ReportFormat("acme.ledger", "Ledger", "text/csv", ".csv", lambda _: b"")]


@hookimpl
def vbc_contract_checks() -> list[ContractCheck]:
    return [ContractCheck("ACME001", "Contract without a title", _names_acme)]


@hookimpl
def vbc_lint_rules() -> list[LintRule]:
    return [LintRule("ACME201", "Title without Acme", "warning", _titled_plan)]
