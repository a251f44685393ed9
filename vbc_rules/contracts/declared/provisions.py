"""What a contract must state: 24 items in one table, and how the file states each.

The schema of `provisions:`, what `vbc lint` asks for, and the list in docs/lint.md all come
from this table. An item that another part of the contract states, such as a share of savings
in a model's parameters, is read there: `terms` says by which names.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

import attrs

from vbc_rules.language.arrangement import Kind

FieldKind: TypeAlias = Literal[
    "text", "texts", "whole", "wholes", "number", "shares", "date", "condition", "choice"
]
Asked: TypeAlias = Literal[
    "always", "of_quality", "of_benchmark", "of_several_payments", "of_reported_figures"
]
"""Which contracts an item concerns, besides the kinds of their streams."""

PAYING: frozenset[Kind] = frozenset(
    {"infrastructure", "reporting", "performance", "savings", "episode", "population"}
)
ALL: frozenset[Kind] = PAYING | {"scoring"}
PANEL: frozenset[Kind] = PAYING - {"episode"}
SPENDING: frozenset[Kind] = frozenset({"savings", "episode"})
RISK: frozenset[Kind] = SPENDING | {"population"}
SAVINGS: frozenset[Kind] = frozenset({"savings"})


@attrs.frozen
class Field:
    """A part of a provision with a type of its own. What is `needed` leaves a gap if absent."""

    name: str
    kind: FieldKind
    title: str
    needed: bool = False
    choices: tuple[str, ...] = ()


@attrs.frozen
class Item:
    """One thing that a contract must state.

    `key` is its name under `provisions:`, empty where the contract has a key of its own for
    it. `question` completes "The contract does not say". `example` is what to write, `terms`
    are names of a model's terms and clauses that state the item, with `*` for any letters.
    """

    number: str
    key: str
    title: str
    question: str
    example: str
    fields: tuple[Field, ...] = ()
    kinds: frozenset[Kind] = PAYING
    asked: Asked = "always"
    terms: tuple[str, ...] = ()
    elsewhere: str = ""

    @property
    def code(self) -> str:
        """Return the code of the finding that asks for it."""
        return f"VBC9{self.number[2:]}"

    def stated_by(self, name: str) -> bool:
        """Tell whether a term of this name states the item."""
        last = name.rpartition(".")[2]
        return any(re.fullmatch(one.replace("*", ".*"), last) for one in self.terms)


ITEMS: tuple[Item, ...] = (
    Item(
        "M001", "participants", "Participants",
        "which legal entities and tax ids take part, and from when",
        "participants: {listed_in: Exhibit A, as_of: 2024-01-01}",
        (
            Field("legal_entity", "text", "The legal entity that signs for the provider."),
            Field("tax_ids", "texts", "The tax ids (TINs) that take part."),
            Field("listed_in", "text", "The exhibit that lists who takes part."),
            Field("as_of", "date", "The day from which the list holds."),
        ),
    ),
    Item(
        "M002", "", "Line of business",
        "which line of business it is about",
        "line_of_business: medicare_advantage",
        kinds=ALL,
        elsewhere="`line_of_business` of the contract",
    ),
    Item(
        "M003", "measurement_period", "Measurement period",
        "in which period each quality measure is measured",
        "measurement_period: the performance year, by the specification of each measure",
        (
            Field("from", "date", "The first day of measurement."),
            Field("to", "date", "The last day of measurement."),
        ),
        kinds=ALL,
        asked="of_quality",
        elsewhere="`term` for the performance period; measures that state their own window",
    ),
    Item(
        "M004", "attribution", "Attribution",
        "how people are attributed to the provider",
        "attribution: {rule: plurality of primary care visits, window: 12 months, "
        "tie_break: the latest visit, minimum_panel: 5000}",
        (
            Field("rule", "text", "By what a person is attributed.", needed=True),
            Field("window", "text", "The time that is looked at.", needed=True),
            Field("tie_break", "text", "Who has a person that fits two providers.", needed=True),
            Field("exclusions", "text", "Who is not attributed."),
            Field("minimum_panel", "whole", "Fewest people for which the terms hold.", needed=True),
        ),
        terms=("attribut*", "align*"),
    ),
    Item(
        "M005", "roster", "Roster",
        "when the roster is locked, and how far back it may change",
        "roster: {locked_on: 2024-03-31, retroactive_months: 3}",
        (
            Field("locked_on", "date", "The day after which the roster changes no more."),
            Field("locked", "text", "When the roster is locked, for a term of several years."),
            Field("retroactive_months", "whole", "Months back in which people may be added or "
                  "removed.", needed=True),
        ),
        kinds=PANEL,
        terms=("*retroactive*", "*roster*"),
    ),
    Item(
        "M006", "cost_basis", "Cost basis",
        "whether costs are paid or allowed amounts, and net of what",
        "cost_basis: {basis: allowed, net_of: member cost share and rebates}",
        (
            Field("basis", "choice", "Paid by the plan, or allowed including the member's share.",
                  needed=True, choices=("paid", "allowed")),
            Field("net_of", "text", "What is deducted, such as rebates or subrogation.",
                  needed=True),
        ),
        kinds=SPENDING,
    ),
    Item(
        "M007", "included_claims", "Included claims",
        "which claims and other payments are included",
        "included_claims: {includes: all medical claims, pharmacy: false, "
        "excludes: dental and vision, non_claims: care management fees}",
        (
            Field("includes", "text", "Categories of claims that count.", needed=True),
            Field("excludes", "text", "Carve-outs.", needed=True),
            Field("pharmacy", "condition", "Prescription drugs count.", needed=True),
            Field("sub_capitation", "text", "How sub-capitated services count."),
            Field("non_claims", "text", "Payments outside claims that count."),
        ),
        kinds=RISK,
        terms=("*includes_pharmacy*", "*carve*"),
    ),
    Item(
        "M008", "run_out", "Run-out",
        "by which date claims belong to the period, and how long they run out",
        "run_out: {months: 3, by: service_date}",
        (
            Field("months", "whole", "Months after the period in which payments count.",
                  needed=True),
            Field("by", "choice", "The date that places a claim in the period.",
                  needed=True, choices=("service_date", "paid_date")),
        ),
        kinds=SPENDING,
        terms=("*run_out*", "*runout*"),
    ),
    Item(
        "M009", "completion", "Completion",
        "how unpaid claims are completed at interim and final settlement",
        "completion: {interim: completion factors of the plan's actuary, final: none}",
        (
            Field("interim", "text", "The method at an interim settlement.", needed=True),
            Field("final", "text", "The method at the final settlement.", needed=True),
        ),
        kinds=SPENDING,
        terms=("*completion_factor*", "*ibnr*", "*incurred_but_not*"),
    ),
    Item(
        "M010", "truncation", "Truncation",
        "above which amount a person's costs do not count, in both years alike",
        "truncation: {level: 150000, same_in_benchmark: true}",
        (
            Field("level", "number", "Dollars of a person's yearly costs beyond which none count."),
            Field("percentile", "number", "The percentile that sets the level, 0 to 100."),
            Field("same_in_benchmark", "condition", "The benchmark is truncated alike.",
                  needed=True),
        ),
        kinds=SPENDING,
        terms=("truncat*", "*stop_loss*", "attachment*", "layers", "*outlier*", "*winsor*"),
    ),
    Item(
        "M011", "benchmark_years", "Benchmark years",
        "from which years the benchmark comes, and with which weights",
        "benchmark_years: {years: [2021, 2022, 2023], weights: [0.1, 0.3, 0.6]}",
        (
            Field("years", "wholes", "The years, from the earliest.", needed=True),
            Field("weights", "shares", "Their weights, in the same order; together 1.",
                  needed=True),
        ),
        kinds=SAVINGS,
        asked="of_benchmark",
        terms=("base_year*", "base_expenditure", "base_claims", "base_use"),
    ),
    Item(
        "M012", "trend", "Trend",
        "from which source and by which formula the benchmark is trended",
        "trend: {source: the plan's book of business, formula: allowed cost PMPM to PMPM}",
        (
            Field("source", "text", "Where the trend comes from.", needed=True),
            Field("formula", "text", "How it is computed and applied.", needed=True),
        ),
        kinds=SPENDING,
        asked="of_benchmark",
        terms=("trend*", "*_trend", "*_update", "update_*", "inflation"),
    ),
    Item(
        "M013", "regional_adjustment", "Regional adjustment",
        "whether the benchmark is adjusted to a region or to peers",
        "regional_adjustment: {not_applicable: The benchmark is the provider's own history}",
        (
            Field("reference", "text", "The region or the peers.", needed=True),
            Field("weight", "number", "The share of the adjustment, 0 to 1."),
        ),
        kinds=SAVINGS,
        asked="of_benchmark",
        terms=("regional*", "*_regional", "peer*"),
    ),
    Item(
        "M014", "risk_adjustment", "Risk adjustment",
        "by which risk model and version costs are adjusted, how normalised and capped",
        "risk_adjustment: {model: HHS-HCC, version: V07, "
        "normalization: to the plan's mean of the year, cap: 3 % growth a year}",
        (
            Field("model", "text", "The risk model.", needed=True),
            Field("version", "text", "Its version.", needed=True),
            Field("normalization", "text", "To which mean scores are normalised.", needed=True),
            Field("cap", "text", "Limits on the growth of scores or on coding.", needed=True),
        ),
        kinds=RISK,
        asked="of_benchmark",
        terms=("risk", "risk_ratio*", "risk_score*", "risk_growth*", "risk_cap", "coding*"),
    ),
    Item(
        "M015", "minimum_rate", "Minimum savings and losses",
        "from which difference on savings and losses count, and from which dollar",
        "minimum_rate: {says: Savings count from the first dollar, cites: Agreement 4.1}",
        kinds=SAVINGS,
        terms=("minimum_savings*", "minimum_loss*", "first_dollar", "*bands", "*corridor*",
               "sliding_scale", "stated_rate", "attachment*", "layers", "half_interval"),
        elsewhere="the model's parameters, such as `minimum_savings_rate` or bands",
    ),
    Item(
        "M016", "sharing", "Sharing",
        "which share is paid, and how quality scales it",
        "sharing: {says: Half of the savings, cites: Agreement 4.2}",
        kinds=SAVINGS,
        terms=("*shar*", "*bands", "loss_rate*", "*loss_rate", "recovered*", "layers"),
        elsewhere="the model's parameters, such as `sharing_rate` or bands",
    ),
    Item(
        "M017", "limits", "Limits",
        "whether payments and losses are limited, and on which base",
        "limits: {not_applicable: The corridors share less and less instead of a limit}",
        kinds=SAVINGS,
        terms=("*limit*", "*cap", "cap_*", "maximum*", "highest*", "layers"),
        elsewhere="the model's parameters, such as `payment_limit`",
    ),
    Item(
        "M018", "order_of_operations", "Order of operations",
        "in which order the payments are computed, limited and offset",
        "order_of_operations: stop-loss first, then shared savings; each is paid by itself",
        asked="of_several_payments",
        elsewhere="a model of one payment, `facts:` that streams feed each other, `settlement:`",
    ),
    Item(
        "M019", "quality_set", "Quality set",
        "which version of measures and benchmarks holds, and what few cases and no data mean",
        "quality_set: {version: MY 2024, benchmarks: Exhibit Q, small_numbers: 30 cases or more, "
        "missing_data: a measure without data does not count}",
        (
            Field("version", "text", "The version of the specifications.", needed=True),
            Field("benchmarks", "text", "Where targets and benchmarks come from.", needed=True),
            Field("small_numbers", "text", "What holds for few cases.", needed=True),
            Field("missing_data", "text", "What holds for missing data.", needed=True),
        ),
        kinds=ALL,
        asked="of_quality",
        elsewhere="`measures:` that name each measure by its id, with a least denominator",
    ),
    Item(
        "M020", "rounding", "Rounding and boundaries",
        "how a figure is rounded before it is held against a threshold",
        "rounding: {figures: quality scores to 4 decimals and half up, boundaries: at_least}",
        (
            Field("figures", "text", "How figures are rounded before they are compared.",
                  needed=True),
            Field("boundaries", "choice", "Whether a tier begins at its boundary or above it.",
                  needed=True, choices=("at_least", "more_than")),
        ),
        kinds=ALL,
        asked="of_reported_figures",
        elsewhere="a clause that rounds; figures of the contract's own models are exact",
    ),
    Item(
        "M021", "overlap", "Overlap with other programs",
        "what holds for people and costs that are in another program too",
        "overlap: members of another shared savings program are not attributed",
        kinds=RISK,
        terms=("*overlap*",),
    ),
    Item(
        "M022", "settlement_dates", "Settlement dates",
        "when it is settled and paid, and with which interest",
        "settlement_dates: {interim: none, final: 9 months after the period, "
        "payment_days: 30, interest: none}",
        (
            Field("interim", "text", "When interim settlements are made.", needed=True),
            Field("final", "text", "When the final settlement is made.", needed=True),
            Field("payment_days", "whole", "Days after the settlement in which it is paid.",
                  needed=True),
            Field("interest", "text", "Interest on late payment.", needed=True),
        ),
    ),
    Item(
        "M023", "disputes", "Disputes",
        "how long a settlement can be disputed, with which data, and when it is reopened",
        "disputes: {days: 60, data: claims of attributed members, reopening: within 2 years}",
        (
            Field("days", "whole", "Days in which the provider may dispute.", needed=True),
            Field("data", "text", "The data that the provider gets.", needed=True),
            Field("redetermination", "text", "Who decides, and by when."),
            Field("reopening", "text", "When a settled year is opened again.", needed=True),
        ),
    ),
    Item(
        "M024", "termination", "Termination",
        "how it ends or is amended within a year, and what of the settlement survives",
        "termination: {notice_days: 90, amendment: by a signed amendment for whole years, "
        "survival: the year is settled to the day of the end}",
        (
            Field("notice_days", "whole", "Days of notice.", needed=True),
            Field("amendment", "text", "How terms change within a year.", needed=True),
            Field("survival", "text", "Which settlements survive the end.", needed=True),
        ),
        terms=("terminat*",),
    ),
)  # fmt: skip

BY_KEY = {one.key: one for one in ITEMS if one.key}
