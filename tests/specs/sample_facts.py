"""Facts of every kind, as a contract of an invented carrier would declare them."""

from __future__ import annotations

from fractions import Fraction

from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.language import Axis

CATEGORY = Axis("category", "Category of episodes")
EPISODE = Axis("episode", "Episode", CATEGORY)
GROUP = Axis("group", "Enrolment group", None, ("adult", "child"))


def _declared(*facts: DeclaredFact) -> Declared:
    return {fact.name: fact for fact in facts}


FACTS = _declared(
    DeclaredFact("benchmark", "Benchmark expenditures", "USD", 2, Fraction(0)),
    DeclaredFact("members", "Assigned members", "Count", 0, Fraction(0)),
    DeclaredFact("quality_score", "Quality score", "Rate", 4, Fraction(0), Fraction(1)),
    DeclaredFact("quality_met", "Quality standard met", "YesNo"),
    DeclaredFact("track", "Track", "Choice", choices=("upside", "two_sided")),
    DeclaredFact("relief", "Disaster relief", "USD", 2, Fraction(0), optional=True),
    DeclaredFact("old_fact", "What only earlier years read", "USD", 2, read=False),
)
BY_GROUP = _declared(
    DeclaredFact("benchmark", "Benchmark expenditures", "USD", 2, Fraction(0)),
    DeclaredFact("months", "Member months", "MemberMonths", 0, Fraction(0), axes=(GROUP,)),
)
BY_EPISODE = _declared(
    DeclaredFact("target", "Target price", "USD", 2, axes=(CATEGORY,)),
    DeclaredFact("allowed", "Allowed amount", "USD", 2, axes=(EPISODE,)),
)
MONTH = Axis("month", "Month")
BY_MONTH = _declared(
    DeclaredFact("visits", "Visits", "Count", 0, Fraction(0), axes=(MONTH, EPISODE)),
    DeclaredFact("paid", "Paid", "USD", 2, axes=(EPISODE, MONTH), optional=True),
    DeclaredFact("open", "Open", "YesNo", axes=(EPISODE, MONTH), optional=True),
    DeclaredFact("kind", "Kind", "Choice", choices=("a", "b"), axes=(MONTH,), optional=True),
)


def declared_for(name: str) -> Declared:
    """Return the facts that a file is checked against, by the first word of its name."""
    return {"groups": BY_GROUP, "episodes": BY_EPISODE, "months": BY_MONTH}.get(
        name.partition("_")[0], FACTS
    )
