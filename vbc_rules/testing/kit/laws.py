"""Laws that the author of a model declares, and how they are tried.

    conformance("vbc_acme.plugin", laws={"acme.shared_savings": [
        Capped("earned", by="payment_limit"),
        Scales(("benchmark", "expenditure", "members")),
        Monotone("expenditure", "falling"),
    ]})

A law speaks of the facts, clauses and results of its model. It is tried on every case and
example; around the first ones, as many as the length of their statements allows, also at every
threshold of the payment, and on facts that are drawn at random.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any, Literal

import attrs

from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.evaluation.sweep import Sweep, sweep
from vbc_rules.language.declarations import Given
from vbc_rules.statements.numbers import exact_text
from vbc_rules.testing.kit.findings import EMPTY, LAWLESS, Findings, told
from vbc_rules.testing.kit.rows import Row, facts_that_move, rows
from vbc_rules.testing.kit.situations import Situation
from vbc_rules.testing.kit.subject import Model, Subject

HALF_CENT = Fraction(1, 200)
TWO_CENTS = Fraction(1, 50)
MOST_SITUATIONS = 24
"""Around so many cases and examples other facts are tried, and sweeps are made."""
LEAST_SITUATIONS = 3
MOST_LINES = 1_000
"""The statements of those have so many lines together: what a trial costs goes by them."""
MOST_ENTRIES = 100
"""Of a fact that varies so many entries are moved, one at a time."""


@attrs.frozen
class Capped:
    """A result is never above a clause or parameter, or where that is missing has no limit."""

    result: str
    by: str

    def names(self) -> tuple[str, ...]:
        """Return the clauses and the parameter that the law speaks of."""
        return (self.result, self.by)


@attrs.frozen
class Scales:
    """Twice these facts, and nothing else changed, pay twice as much, to two cents.

    Of a fact that varies, every entry is doubled. Without a result the first one is meant.
    """

    facts: tuple[str, ...] = attrs.field(converter=tuple)
    result: str = ""


@attrs.frozen
class Monotone:
    """As a fact rises, a result never falls (`rising`) or never rises (`falling`).

    Of a fact that varies, each entry is moved alone; `rate[readmission]` moves that one only.
    """

    fact: str
    direction: Literal["rising", "falling"] = attrs.field(
        validator=attrs.validators.in_(("rising", "falling"))
    )
    result: str = ""


Law = Capped | Scales | Monotone


def law_holds(subject: Subject, model: Model, law: Law) -> Findings:
    """Yield where a law does not hold; one that cannot be tried is a finding too."""
    unknown = list(_unknown(model, law))
    if unknown:
        yield from unknown
        return
    tried = 0
    situations = subject.situations_of(model, len(subject.situations))
    most = how_many_around(situations)
    for number, situation in enumerate(situations):
        given = _given(subject, situation, law, around=number < most)
        for stream in situation.of(model.id):
            for found in _tried(situation, stream.prefix, law, given):
                tried += 1
                if found:
                    yield told(LAWLESS, f"{model.id}: {found}", Place(situation.contract.file),
                               "correct the model, or do not declare the law")  # fmt: skip
                    return
    if not tried:
        message = f"{model.id}: no case and no example tries {law}."
        yield told(EMPTY, message, model.defined_at, "write a case in which it matters")


def how_many_around(situations: Sequence[Situation]) -> int:
    """Return around how many of these other facts are tried: fewer where statements are long."""
    added = accumulate(one.lines for one in situations[:MOST_SITUATIONS])
    within = sum(lines <= MOST_LINES for lines in added)
    return min(max(within, LEAST_SITUATIONS), MOST_SITUATIONS, len(situations))


def _given(subject: Subject, situation: Situation, law: Law, *, around: bool) -> Sequence[Row]:
    """Return the facts on which a law is tried; a sweep needs none but moves one itself."""
    if not around:
        return [] if isinstance(law, Monotone) else [dict(situation.inputs.facts)]
    if isinstance(law, Monotone):
        return [dict(situation.inputs.facts)]
    if situation not in subject.kept_rows:
        subject.kept_rows[situation] = rows(situation)
    return subject.kept_rows[situation]


def _unknown(model: Model, law: Law) -> Iterator[Diagnostic]:
    editions = [model.edition(year) for year in model.edition_years()]
    clauses = {name for edition in editions for name in edition.clauses}
    facts = {term.name for edition in editions for term in edition.facts()}
    agreed = {
        term.name
        for edition in editions
        for term in edition.parameters()
        if isinstance(term.declaration, Given) and not term.axes
    }
    asked = (
        [(law.result, clauses, "clause"), (law.by, clauses | agreed, "clause or parameter")]
        if isinstance(law, Capped)
        else [(name, facts, "fact") for name in _facts(law)]
        + [(name, clauses, "clause") for name in filter(None, [law.result])]
    )
    for name, known, noun in asked:
        if name not in known:
            hint = suggestion(name, known, f"it has {', '.join(sorted(known))}")
            message = f"A law of {model.id} names a {noun} `{name}` that it does not have."
            yield told(EMPTY, message, model.defined_at, hint)


def _facts(law: Scales | Monotone) -> tuple[str, ...]:
    return law.facts if isinstance(law, Scales) else (_named(law.fact)[0],)


def _named(fact: str) -> tuple[str, tuple[str, ...]]:
    """Return the name of a fact and the entry that is meant, which is empty for all of them."""
    name, _, entry = fact.removesuffix("]").partition("[")
    return name, tuple(filter(None, re.split(r"[,/]", entry)))


def _tried(situation: Situation, prefix: str, law: Law, given: Sequence[Row]) -> Iterator[str]:
    """Yield for each trial on some facts what is wrong, or an empty text."""
    for row in given:
        if isinstance(law, Monotone):
            yield from _monotone(situation, prefix, law)
            continue
        try:
            found = (
                _capped(situation, prefix, law, row)
                if isinstance(law, Capped)
                else _scales(situation, prefix, law, row)
            )
        except Refusal:
            continue  # facts that the model refuses
        if found is not None:
            yield found


def _capped(situation: Situation, prefix: str, law: Capped, row: Row) -> str | None:
    run = _run(situation, row)
    paid, most = _number(run, prefix + law.result), _limit(situation, run, prefix + law.by)
    if paid is None or most is None:
        return None
    if paid <= most + HALF_CENT:
        return ""
    told_of = f"`{law.result}` is {_shown(paid)}, above `{law.by}`, which is {_shown(most)}"
    return f"{told_of}; {situation.name} with {_facts_said(situation, row)}."


def _limit(situation: Situation, run: Run, name: str) -> Fraction | None:
    if name in run.edition.clauses:
        return _number(run, name)
    value = situation.inputs.parameters.get(name)
    return value if isinstance(value, Fraction) else None


def _scales(situation: Situation, prefix: str, law: Scales, row: Row) -> str | None:
    doubled = dict(row)
    for name in law.facts:
        twice = _twice(situation, prefix + name, row.get(prefix + name))
        if twice is None:
            return None
        doubled[prefix + name] = twice
    result = prefix + law.result if law.result else situation.edition.headline
    once, both = (_number(_run(situation, facts), result) for facts in (row, doubled))
    if once is None or both is None or not once:
        return None
    if abs(both - 2 * once) <= TWO_CENTS:
        return ""
    names = ", ".join(law.facts)
    told_of = f"`{result}` is {_shown(once)}, and with twice {names} it is {_shown(both)}"
    return f"{told_of}; {situation.name} with {_facts_said(situation, row)}."


def _twice(situation: Situation, name: str, value: Any) -> Any:  # noqa: ANN401 - any value of a fact
    """Return a fact doubled, None where that leaves its limits or there is none."""
    term = situation.edition.terms.get(name)
    if term is None or value is None or not isinstance(term.declaration, Given):
        return None
    most = term.declaration.maximum
    if isinstance(value, dict):
        found = {entry: one and 2 * one for entry, one in value.items()}
        values = [one for one in found.values() if one is not None]
    else:
        found, values = 2 * value, [2 * value]
    return None if most is not None and any(one > most for one in values) else found


def _monotone(situation: Situation, prefix: str, law: Monotone) -> Iterator[str]:
    result = prefix + law.result if law.result else situation.edition.headline
    name, entry = _named(law.fact)
    every = facts_that_move(situation, MOST_ENTRIES)
    moving = [one for one in every if one.term.name == prefix + name]
    for moved in (one for one in moving if entry in ((), one.entry)):
        try:
            swept = sweep(situation.edition, situation.inputs, moved.vary, result, *moved.ends)
        except Refusal:
            continue  # no straight line, or facts that the model refuses
        yield _turned(situation, law, swept, moved.entry)


def _turned(situation: Situation, law: Monotone, swept: Sweep, entry: Sequence[str]) -> str:
    """Return where a payment goes the other way, or an empty text."""
    sign = 1 if law.direction == "rising" else -1
    fact = _named(law.fact)[0] + (f"[{','.join(entry)}]" if entry else "")
    way = "falls" if sign == 1 else "rises"
    for piece in swept.pieces:
        if piece.slope * sign < 0:
            told_of = f"`{swept.result}` {way} as `{fact}` rises from {_shown(piece.start)}"
            return f"{told_of} to {_shown(piece.end)}; {situation.name}."
    for jump in swept.jumps:
        if jump.amount * sign < 0:
            told_of = f"`{swept.result}` {way} by {_shown(abs(jump.amount))}"
            return f"{told_of} where `{fact}` passes {_shown(jump.at)}; {situation.name}."
    return ""


def _run(situation: Situation, row: Row) -> Run:
    return Run(situation.edition, attrs.evolve(situation.inputs, facts=row))


def _number(run: Run, clause: str) -> Fraction | None:
    value: Any = run.clause(clause) if clause in run.edition.clauses else None
    return value if isinstance(value, Fraction) else None


def _shown(value: Fraction) -> str:
    """Return a number as a person reads it, cut after eight decimals."""
    return exact_text(rounded(value, Fraction(1, 10**8), "half_even"))


def _facts_said(situation: Situation, row: Row) -> str:
    """Return the facts that differ from those of the situation, or that they do not."""
    own = situation.inputs.facts
    other = {name: value for name, value in row.items() if value != own.get(name)}
    return ", ".join(f"{name} = {_plain(value)}" for name, value in other.items()) or "its facts"


def _plain(value: object) -> str:
    return str(value) if not isinstance(value, Fraction) else _shown(value)
