"""Random models whose values vary: by a child axis, its parent, another axis, and pairs.

Levels of a term: entity (s), category (c), episode (e), month (m), episode and month (em).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.unit.language.authored import model
from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Rate, Table, column, starts_at
from vbc_rules.language.edition import Edition
from vbc_rules.language.tables import exhibit

MODEL = '''class Scale(Table):
    start: Rate = starts_at()
    pays: Rate = column()
    bonus: Rate = column(optional=True)
    until: Rate = next_start()

class Kind(Table):
    name: Choice = matches()
    pays: Rate = column()
    applies: YesNo = column()

class Model(PaymentModel):
    id = "acme.model"
    category = axis("Category")
    episode = axis("Episode", within=category)
    month = axis("Month")
    s: Rate = fact("Of the entity", places=2, maximum=99)
    so: Rate = fact("Of the entity, or not", places=2, maximum=99, optional=True)
    c: Rate = fact("By category", per=category, places=1, maximum=99)
    e: Rate = fact("By episode", per=episode, places=2, maximum=99)
    eo: Rate = fact("By episode, or not", per=episode, places=2, maximum=99, optional=True)
    on: YesNo = fact("Condition by episode", per=episode)
    kind: Choice = fact("Choice by episode", per=episode, optional=True)
    m: Rate = fact("By month", per=month, places=0, maximum=99)
    em: Rate = fact("By month and episode", per=(month, episode), places=1, maximum=99)
    emo: Rate = fact("By both, or not", per=(episode, month), places=1, maximum=99, optional=True)
    pc: Rate = parameter("Parameter by category", per=category, maximum=99)
    p: Rate = parameter("Parameter", maximum=99)
    scale: Scale = table("By category", per=category)
    kinds: Kind = table("Kinds", cites="1", rows="""
        name  pays applies
        red   0.5  yes
        blue  3    no
    """)
    steps: Scale = table("Steps", cites="1", rows="""
        start pays bonus
        -50   1    -
        0     0.25 2
        1.5   7    -
        20    0.1  1
    """)
{clauses}
    @result(cites="2")
    def done(self) -> YesNo:
        return known(self.last) | known(self.s)
'''

CLAUSE = """
    @clause(cites="1")
    def {name}(self) -> Rate:
        return {expression}
"""

ATOMS = {
    "s": ["self.s", "self.so", "self.p", 'rate("2")'],
    "c": ["self.c", "self.pc"],
    "e": ["self.e", "self.eo", "self.by_kind", "self.if_on", "self.by_step", "self.by_scale",
          "self.if_kind_applies"],
    "m": ["self.m"],
    "em": ["self.em", "self.emo"],
}  # fmt: skip
WRITTEN = {
    "by_kind": "self.kinds.row(self.kind).pays",
    "if_on": "when(self.on, self.e, self.eo)",
    "by_step": "self.steps.row(self.e).pays",
    "by_scale": "self.scale.row(self.e).pays",
    "if_kind_applies": "when(self.kinds.row(self.kind).applies, self.e)",
}
SMALLER = {"s": "s", "c": "cs", "e": "ecs", "m": "ms", "em": ("em", "e", "c", "m", "s")}
SAME = [
    "{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / {1}", "{0} / 3", "lesser_of({0}, {1})",
    "greater_of({0}, {1})", "when({0} >= {1}, {0}, {2})", "when({0} > {1}, {2})",
    "when(({0} < {1}) | ({2} >= 0), {0} / {1}, {2})", "if_missing({0}, {1} / {2})",
    "when(~({1} <= 0) & ({1} > 1), {0} / {1}, {2})",
    'round_to({0}, "0.01", "half_up")', 'round_to({0}, "0.05", "half_even")',
    'round_to({0}, "1", "down")', 'round_to({0} / {1}, "0.1", "up")',
    "self.steps.row(clamp({0}, -40, 60)).pays * {1}", "self.steps.row({0}).pays + {1}",
    "when(known({0}), {1}, {2})",
    "total(lesser_of(self.steps.pays, {0}) * {1}, over=self.steps.rows, missing='skip')",
]  # fmt: skip
IN_CATEGORY = ["self.scale.row(clamp({0}, 0, 40)).pays * {1}", "self.scale.row({0}).bonus",
               "total(self.scale.pays * {0}, over=self.scale.rows, missing='skip')"]  # fmt: skip
AGGREGATES = ("total", "average", "least", "greatest")
ABOVE_ONE = ", where=known({1}) & (if_missing({1}, 1, because='x') > 1)"
WHERES = {"e": ["", ", where=self.on", ABOVE_ONE],
          "c": ["", ", where=known({1})"], "m": ["", ", where=self.m > 3"],
          "em": ["", ", where=self.on", ", where=known({1})"]}  # fmt: skip
UPWARD = {
    "s": [("e", "episode", ""), ("c", "category", ""), ("m", "month", "")],
    "c": [("e", "episode", ", by=self.category")],
    "m": [("em", "episode", "")],
    "e": [("em", "month", "")],
    "em": [],
}


@st.composite
def _expression(draw: st.DrawFn, level: str, known: dict[str, list[str]]) -> str:
    def term(of: str) -> str:
        """Draw a term that varies by no more than a level."""
        return draw(st.sampled_from(known[draw(st.sampled_from(tuple(SMALLER[of])))]))

    upward = UPWARD[level]
    if upward and draw(st.booleans()):
        below, over, by = draw(st.sampled_from(upward))
        where = draw(st.sampled_from(WHERES[below])).format("", term(below))
        own = draw(st.sampled_from(known[below]))
        if draw(st.integers(0, 9)) == 0:
            everything = "count(self.on | ~self.on, over=self.episode)"
            return f"count(known({own}), over=self.{over}{by}) / {everything}"
        op = draw(st.sampled_from(AGGREGATES))
        return f"{op}({own}, over=self.{over}{by}{where}, missing='skip')"
    forms = SAME + (IN_CATEGORY if level in ("c", "e") else [])
    own = draw(st.sampled_from(known[level]))
    return draw(st.sampled_from(forms)).format(own, term(level), term(level))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Draw a model of up to nine clauses at any level; the last one gathers what varies."""
    known = {level: list(atoms) for level, atoms in ATOMS.items()}
    clauses = "".join(CLAUSE.format(name=name, expression=one) for name, one in WRITTEN.items())
    for number in range(draw(st.integers(1, 9))):
        level = draw(st.sampled_from(tuple(ATOMS)))
        expression = draw(_expression(level, known))
        clauses += CLAUSE.format(name=f"clause_{number}", expression=expression)
        known[level].append(f"self.clause_{number}")
    over = {"e": "episode", "c": "category", "m": "month"}
    last = [f"total({known[level][-1]}, over=self.{axis}, missing='skip')"
            for level, axis in over.items()]  # fmt: skip
    clauses += CLAUSE.format(name="last", expression=" + ".join([known["s"][-1], *last]))
    found: Edition = model(MODEL.format(clauses=clauses)).edition(2024)
    return found


class Rows(Table):
    start: Rate = starts_at()
    pays: Rate = column()
    bonus: Rate = column(optional=True)


CATEGORIES, MONTHS = ("knee", "hip", "none"), ("jan", "feb")
SCALES = {
    (name,): exhibit(Rows, f"start pays bonus\n{text}", Place("test"))
    for name, text in (("knee", "0 1 -\n5 2 0.5"), ("hip", "-9 3 1"), ("none", "0 4 -"))
}
tenths = st.integers(-30, 60).map(lambda n: Fraction(n, 10))
hundredths = st.integers(-300, 600).map(lambda n: Fraction(n, 100)) | st.just(Fraction(0))


SIZES = (1, 1, 10**6, 10**15, 10**40)
"""Numbers are as large as these: within 64 bits, beyond them, and beyond what arrays can prove."""


@st.composite
def inputs(draw: st.DrawFn) -> Inputs:
    """Draw an entity of up to six episodes; now and then a value or a parent is missing."""
    size = draw(st.sampled_from(SIZES))
    episodes = tuple(f"e{number}" for number in range(draw(st.integers(0, 6))))
    parents = {one: draw(st.sampled_from(CATEGORIES[:2])) for one in episodes}

    def each(values: Any, *axes: tuple[str, ...], gaps: bool = False) -> dict[Any, Any]:
        from itertools import product

        value = st.none() | values if gaps else values
        return {entry: draw(value) for entry in product(*axes)}

    facts = {
        "s": draw(hundredths), "so": draw(st.none() | hundredths),
        "c": each(tenths, CATEGORIES), "e": each(hundredths, episodes),
        "eo": each(hundredths, episodes, gaps=True), "on": each(st.booleans(), episodes),
        "kind": each(st.sampled_from(("red", "blue")), episodes, gaps=True),
        "m": each(st.integers(0, 9).map(Fraction), MONTHS),
        "em": each(tenths, MONTHS, episodes),
        "emo": each(tenths, episodes, MONTHS, gaps=True),
    }  # fmt: skip
    for name in ("s", "e", "eo", "em", "emo"):
        facts[name] = _enlarged(facts[name], size)
    if episodes and draw(st.integers(0, 9)) == 0:
        name = draw(st.sampled_from(("c", "e", "on", "em")))
        entry = draw(st.sampled_from(sorted(facts[name])))
        facts[name] = {key: value for key, value in facts[name].items() if key != entry}
    if episodes and draw(st.integers(0, 19)) == 0:
        del parents[draw(st.sampled_from(episodes))]
    parameters = {"pc": each(tenths, CATEGORIES), "p": draw(tenths), "scale": SCALES}
    members = {"category": CATEGORIES, "episode": episodes, "month": MONTHS}
    return Inputs(facts, parameters, members, {"episode": parents})


def _enlarged(given: Any, size: int) -> Any:
    if isinstance(given, dict):
        return {entry: _enlarged(one, size) for entry, one in given.items()}
    return None if given is None else given * size


@attrs.frozen
class Contract:
    """A random model with the inputs of one entity."""

    edition: Edition
    inputs: Inputs


contracts = st.builds(Contract, editions(), inputs())
