"""Measures of one concept side by side: what differs, and whether results can be compared.

Only declared fields are read, never a description.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import attrs

from vbc_rules.hooks.quality import Benchmark, Measure
from vbc_rules.quality.library import Library

Verdict = Literal["same", "near", "different"]

DECISIVE = ("criterion", "direction", "unit", "type")
"""Where two measures differ in one of these, they do not measure the same thing."""

GRADUAL = (
    "denominator",
    "ages",
    "window",
    "minimum_denominator",
    "collected_by",
    "benchmark_source",
)
"""Where they differ in these only, or one does not say, results are near, not equal."""

FIELDS = (*DECISIVE, *GRADUAL)


@attrs.frozen
class Profile:
    """What a measure declares, as texts by field; None is a field that it does not state."""

    measure: Measure
    fields: dict[str, str | None]


@attrs.frozen
class Comparison:
    """Two measures, the verdict, and the fields that it rests on.

    `differing` are stated by both and differ, `unstated` are not stated by one or both.
    """

    one: str
    other: str
    verdict: Verdict
    differing: tuple[str, ...]
    unstated: tuple[str, ...]


@attrs.frozen
class Crosswalk:
    """The measures of a concept, and each two of them compared."""

    concept: str
    profiles: tuple[Profile, ...]
    comparisons: tuple[Comparison, ...]


def crosswalk(library: Library, concept: str) -> Crosswalk:
    """Return the crosswalk of a concept; raises Refusal VBC807 if no measure is about it."""
    profiles = tuple(
        profile(measure, library.benchmarks_of(measure.id))
        for measure in library.of_concept(concept)
    )
    return Crosswalk(concept, profiles, tuple(compare(*two) for two in combinations(profiles, 2)))


def profile(measure: Measure, benchmarks: Sequence[Benchmark]) -> Profile:
    """Return what a measure declares, with the sources of its benchmarks."""
    fields = {
        "criterion": measure.criterion,
        "direction": "higher" if measure.higher_is_better else "lower",
        "unit": measure.unit,
        "type": measure.type,
        "denominator": measure.denominator,
        "ages": None if measure.ages is None else str(measure.ages),
        "window": measure.window,
        "minimum_denominator": _text(measure.minimum_denominator),
        "collected_by": ", ".join(sorted(measure.collected_by)) or None,
        "benchmark_source": "; ".join(sorted({one.source for one in benchmarks})) or None,
    }
    return Profile(measure, fields)


def compare(one: Profile, other: Profile) -> Comparison:
    """Return how two measures compare. A field that one does not state is never taken as equal."""
    pairs = {name: (one.fields[name], other.fields[name]) for name in FIELDS}
    unstated = tuple(name for name, pair in pairs.items() if None in pair)
    differing = tuple(name for name, (a, b) in pairs.items() if name not in unstated and a != b)
    return Comparison(
        one.measure.id, other.measure.id, _verdict(differing, unstated), differing, unstated
    )


def _verdict(differing: Sequence[str], unstated: Sequence[str]) -> Verdict:
    if any(name in DECISIVE for name in differing):
        return "different"
    return "near" if differing or unstated else "same"


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
