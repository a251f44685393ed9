"""Random models for laws: clauses over one fact `x`, others, tables and an axis."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.unit.language.authored import model
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language.edition import Edition

MODEL = '''class After(Table):
    start: USD = starts_after()
    pays: USD = column()

class At(Table):
    start: USD = starts_at()
    pays: USD = column()
    until: USD = next_start()

class Model(PaymentModel):
    id = "acme.model"
    entry = axis("Entry")
    x: USD = fact("Swept", optional={optional})
    a: USD = fact("One")
    b: USD = fact("Other")
    each: USD = fact("By entry", per=entry)
    after: After = table("After", cites="1", rows="""
        start pays
        -9999 0
        -2    5
        1     -3
        4     7
    """)
    at: At = table("At", cites="1", rows="""
        start pays
        -9999 -1
        -3    2
        0     2
        3     6
    """)
{clauses}
    @result(cites="2")
    def done(self) -> YesNo:
        return known(self.last) | known(self.x)
'''

CLAUSE = """
    @clause(cites="1")
    def {name}(self) -> USD:
        return {expression}
"""

KNOWN = [
    "{0} + {1}", "{0} - {1}", "-{0}", "{0} * 2", "{0} / 3", "lesser_of({0}, {1})",
    "greater_of({0}, {1})", "when({0} >= {1}, {0}, {1})", "when({0} > {1}, {1}, {2})",
    "when(({0} <= {1}) & ~({1} < {2}), {2}, {0})", "when(({0} < {1}) | ({2} >= 0), {2}, {1})",
    'round_to({0}, "2", "half_up")', 'round_to({0}, "2", "half_even")',
    'round_to({0}, "2", "down")', 'round_to({0}, "2", "up")',
    "self.after.row(clamp({0}, -99, 99)).pays + {1}",
    "self.at.row(clamp({0}, -99, 99)).pays + {1}",
]  # fmt: skip
STOPPING = [
    "if_missing(self.at.row(clamp({0}, -99, 99)).until - {0}, {1}, because='none')",
    "total(lesser_of(self.each, {0}), over=self.entry)",
    "if_missing(least(self.each - {0}, over=self.entry), {1}, because='none')",
    ("if_missing(greatest(self.each + {0}, over=self.entry, where=self.each < {1}), {0},"
     " because='none')"),
    "if_missing(average(self.each, over=self.entry, where=self.each >= {0}), {1}, because='none')",
]  # fmt: skip
ATOMS = ["self.x", "self.a", "self.b", "self.x - self.a", "usd(1)"]
ENTRIES = ("E1", "E2", "E3")


@st.composite
def editions(draw: st.DrawFn, *, optional: bool = False) -> Edition:
    """Draw a model of up to five clauses, each over the ones before it.

    Where `x` is optional, no clause stops a missing value.
    """
    forms = KNOWN if optional else [*KNOWN, *STOPPING]
    known, clauses = list(ATOMS), ""
    size = draw(st.integers(1, 5))
    for number in range(1, size + 1):
        name = "last" if number == size else f"clause_{number}"
        terms = [draw(st.sampled_from(known)) for _ in range(3)]
        filled = draw(st.sampled_from(forms)).format(*(f"({term})" for term in terms))
        clauses += CLAUSE.format(name=name, expression=filled)
        known.append(f"self.{name}")
    found: Edition = model(MODEL.format(clauses=clauses, optional=optional)).edition(2024)
    return found


numbers = st.fractions(-6, 6, max_denominator=4)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw all facts of the model but `x`."""
    each = {(entry,): draw(numbers) for entry in ENTRIES}
    return {"a": draw(numbers), "b": draw(numbers), "each": each}


def at(edition: Edition, known: dict[str, Any], x: Fraction | None) -> Any:
    """Return the last clause for a value of `x`."""
    inputs = Inputs(facts={**known, "x": x}, members={"entry": ENTRIES})
    return Run(edition, inputs).clause("last")
