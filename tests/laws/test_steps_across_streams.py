"""Whatever steps a contract takes in whatever order, they do what they say, and bars add up."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.reported import Reported
from vbc_rules.contracts.declared.steps import (
    DOWN_TO,
    HOLD_BACK,
    INSTALLMENT,
    LIMITS,
    contract_fact,
    least_score,
    step_term,
)
from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.language import Rate
from vbc_rules.language.composition import Source, Use, compose
from vbc_rules.language.declarations import Declaration
from vbc_rules.language.edition import Term
from vbc_rules.language.steps import (
    AtLeast,
    AtMost,
    Gate,
    HoldBack,
    Limit,
    Operation,
    Recoup,
    Scale,
    Step,
    Sum,
    Unchanged,
)
from vbc_rules.settlement.waterfalls import Amounts, money_results, waterfall

CENT = Fraction(1, 100)
PLACE = Place("contract.yaml", 1, 1)
ADVANCE = contract_fact("advance", "Advance")
FIRST = Sum(add=(Source("a", "payment"), Source("b", "payment")))
USES = [Use("a", Reported), Use("b", Reported)]

cents = st.integers(-50_000_000, 50_000_000).map(lambda number: Fraction(number, 100))
owed = st.integers(0, 30_000_000).map(lambda number: Fraction(number, 100))
shares = st.integers(0, 10_000).map(lambda number: Fraction(number, 10_000))

Facts = dict[str, Any]
Meaning = Callable[[Fraction, Facts], Fraction]
"""What a step means, in plain arithmetic: the amount before it and the facts give the one after."""


@attrs.frozen
class Tried:
    """A step, the values of its terms, and what it means."""

    does: Operation
    terms: dict[str, Fraction]
    means: Meaning


def facts() -> st.SearchStrategy[Facts]:
    return st.fixed_dictionaries(
        {"settlement.advance": owed}
        | {
            f"{use}.{name}": values
            for use in "ab"
            for name, values in {
                "amount": cents, "benchmark": owed, "months": st.integers(0, 90_000).map(Fraction),
                "score": shares, "passed": st.booleans(),
            }.items()
        }
    )  # fmt: skip


def term(number: int, key: str, declared: Declaration) -> Term:
    return step_term(f"s{number}", key, declared).term


KINDS = ("cap", "floor", "gate", "score", "scale", "less", "recoup", "hold")


@st.composite
def tried(draw: st.DrawFn, number: int) -> Tried:
    kind = draw(st.sampled_from(KINDS))
    share = draw(shares)
    if kind in ("cap", "floor"):
        return limited(number, kind, draw(st.sampled_from(["share", "amount"])), share)
    if kind in ("gate", "scale"):
        return by_quality(kind, draw(st.booleans()))
    if kind == "score":
        least = term(number, "is_at_least", least_score(Rate))
        return Tried(
            Gate(Source("b", "scored"), least, keeps_losses=True),
            {least.name: share},
            lambda before, known: gated(before, known["b.score"] >= share, keeps_losses=True),
        )
    if kind == "less":
        return Tried(
            Sum(less=(ADVANCE,)), {}, lambda before, known: before - known["settlement.advance"]
        )
    if kind == "hold":
        held = term(number, "hold_back", HOLD_BACK)
        return Tried(
            HoldBack(held),
            {held.name: share},
            lambda before, _: before - to_cents(share * max(before, Fraction(0))),
        )
    rest = draw(st.sampled_from(["carried", "forgiven"]))
    return recouped(number, draw(owed), rest, draw(st.none() | owed))


def by_quality(kind: str, chosen: bool) -> Tried:  # noqa: FBT001
    """Return a gate that keeps losses, or a score that scales them, if that is chosen."""
    if kind == "gate":
        gate = Gate(Source("b", "gate"), None, chosen)
        return Tried(gate, {}, lambda before, known: gated(before, known["b.passed"], chosen))
    scale = Scale(Source("b", "scored"), chosen)
    return Tried(scale, {}, lambda before, known: scaled(before, known["b.score"], chosen))


def limited(number: int, kind: str, form: str, share: Fraction) -> Tried:
    key, sign = ("at_most", 1) if kind == "cap" else ("at_least", -1)
    agreed = term(number, key, LIMITS[key][form].declared)
    of = Source("a", "base") if form == "share" else None
    value = sign * (share if of else share * 100_000)
    pick = min if kind == "cap" else max

    def means(before: Fraction, known: Facts) -> Fraction:
        return pick(before, value * known["a.benchmark"] if of else value)

    limit = Limit(agreed, of)
    return Tried(AtMost(limit) if kind == "cap" else AtLeast(limit), {agreed.name: value}, means)


def recouped(number: int, down_to: Fraction, rest: Any, most: Fraction | None = None) -> Tried:
    left = term(number, "down_to", DOWN_TO)
    own = None if most is None else term(number, "installment", INSTALLMENT)

    def means(before: Fraction, known: Facts) -> Fraction:
        room = max(before - down_to, Fraction(0))
        taken = min(known["settlement.advance"], room)
        return before - to_cents(taken if most is None else min(taken, most))

    terms = {left.name: down_to} | ({own.name: most} if own and most is not None else {})
    return Tried(Recoup((ADVANCE,), left, rest, own), terms, means)


def gated(before: Fraction, holds: bool, keeps_losses: bool) -> Fraction:  # noqa: FBT001
    if holds:
        return before
    return min(before, Fraction(0)) if keeps_losses else Fraction(0)


def scaled(before: Fraction, score: Fraction, both: bool) -> Fraction:  # noqa: FBT001
    return before * score if both or before > 0 else before


def to_cents(amount: Fraction) -> Fraction:
    return rounded(amount, CENT, "half_up")


def run_of(steps: list[Tried], known: Facts) -> Run:
    named = [
        Step(f"s{number}", f"Step {number}", one.does, "Article 9", PLACE, CENT)
        for number, one in enumerate(steps)
    ]
    first = Step("earned", "Earned", FIRST, "Article 9", PLACE)
    last = Step("due", "Due", Unchanged(), "Article 9", PLACE, CENT)
    edition = compose("contract", "Contract", USES, 2024, [first, *named, last])
    terms: dict[str, Any] = {name: value for one in steps for name, value in one.terms.items()}
    return Run(edition, Inputs(known, terms, {}))


def amount(run: Run, name: str) -> Fraction:
    value: Any = run.clause(f"settlement.{name}")
    exact: Fraction = value
    return exact


sequences = st.integers(0, 5).flatmap(lambda count: st.tuples(*map(tried, range(count)))).map(list)


@settings(deadline=None, max_examples=200)
@given(steps=sequences, known=facts())
def test_steps_in_any_order_pay_what_plain_arithmetic_pays(
    steps: list[Tried], known: Facts
) -> None:
    run = run_of(steps, known)
    expected = known["a.amount"] + known["b.amount"]
    for number, one in enumerate(steps):
        expected = one.means(expected, known)
        if not isinstance(one.does, HoldBack | Recoup):
            expected = to_cents(expected)
        assert amount(run, f"s{number}") == expected
    assert amount(run, "due") == expected


@settings(deadline=None, max_examples=200)
@given(steps=sequences, known=facts())
def test_the_waterfall_of_every_result_adds_up_in_whole_cents(
    steps: list[Tried], known: Facts
) -> None:
    run = run_of(steps, known)

    def dollars(name: str) -> Fraction:
        value: Any = run.clause(name)
        exact: Fraction = value
        return exact

    for name in money_results(run.edition):
        shown = waterfall(run.edition, name, Amounts(dollars, line=lambda _: 1))
        assert sum(bar.amount for bar in shown.bars) == shown.total == dollars(name)
        assert all(bar.amount % CENT == 0 for bar in shown.bars)


@settings(deadline=None, max_examples=100)
@given(steps=sequences, cap=shares, floor=shares, known=facts())
def test_a_cap_and_a_floor_at_the_end_hold(
    steps: list[Tried], cap: Fraction, floor: Fraction, known: Facts
) -> None:
    last = [
        limited(len(steps), "cap", "share", cap), limited(len(steps) + 1, "floor", "share", floor)
    ]  # fmt: skip
    due = amount(run_of([*steps, *last], known), "due")
    base = known["a.benchmark"]
    assert to_cents(-floor * base) <= due <= to_cents(cap * base)


@settings(deadline=None, max_examples=100)
@given(cap=shares, known=facts())
def test_a_cap_after_the_recoupment_never_pays_less_than_one_before_it(
    cap: Fraction, known: Facts
) -> None:
    after = [recouped(0, Fraction(0), "carried"), limited(1, "cap", "amount", cap)]
    before = [limited(0, "cap", "amount", cap), recouped(1, Fraction(0), "carried")]
    late, early = (amount(run_of(steps, known), "due") for steps in (after, before))
    earned, most = known["a.amount"] + known["b.amount"], cap * 100_000
    assert late >= early
    if earned <= most or not known["settlement.advance"]:
        assert late == early
    elif known["settlement.advance"] < most:
        assert late > early


@settings(deadline=None, max_examples=100)
@given(known=facts(), down_to=owed, most=st.none() | owed)
def test_what_is_taken_off_a_balance_and_what_is_left_of_it_are_the_balance(
    known: Facts, down_to: Fraction, most: Fraction | None
) -> None:
    run = run_of([recouped(0, down_to, "carried", most)], known)
    taken, left = amount(run, "s0_taken"), amount(run, "s0_carried")
    assert taken + left == known["settlement.advance"]
    assert min(taken, left) >= 0
    assert amount(run, "earned") - amount(run, "s0") == taken
    assert taken == 0 or amount(run, "s0") >= down_to
    assert most is None or taken <= most
