"""Stage one: does the document have the shape of a contract?

What breaks the schema becomes findings in plain words, each at its exact place: the key
for an unknown one, the value for a bad one, the key of the mapping for one that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.contracts.schema.bundle import RARE, schema_for
from vbc_rules.contracts.schema.keywords import Schema, violations
from vbc_rules.contracts.schema.sentences import Problem, problems
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.diagnostics import Diagnostic

_KEPT_SCHEMAS = 64


@attrs.frozen
class Shape:
    """What stage one found, and which parts of the document it found sound."""

    findings: tuple[Diagnostic, ...]
    _blamed: frozenset[Pointer]
    _ways: tuple[Pointer, ...] = ()

    def is_sound(self, at: Pointer) -> bool:
        """Say whether the value at the pointer and all within it can be relied upon."""
        return not any(
            blamed[: len(at)] == at or at[: len(blamed)] == blamed for blamed in self._blamed
        )

    def within(self, at: Pointer) -> tuple[Diagnostic, ...]:
        """Return the findings about the value at the pointer and all within it."""
        pairs = zip(self._ways, self.findings, strict=True)
        return tuple(finding for way, finding in pairs if way[: len(at)] == at)


def check_shape(document: Located, models: Sequence[Model]) -> Shape:
    """Return what is wrong with the document's shape, given the models that it names."""
    known: Any = tuple(models)  # mypy does not see that a class is hashable
    written = document.value if isinstance(document.value, dict) else {}
    return judged(document, _schema_for(known, RARE.intersection(written)))


def judged(document: Located, schema: Schema, noun: str = "contract") -> Shape:
    """Return what in a document breaks a schema; sentences call the whole of it by the noun."""
    found = _each_once(_problems(document, schema, noun))
    misspelt = {(one.at[:-1], one.suggested) for one in found if one.code == "VBC101"}
    told = [one for one in found if (one.at, one.suggested) not in misspelt]
    findings = tuple(_finding(document, one) for one in told)
    blamed = frozenset(_blamed(one) for one in found)
    return Shape(findings, blamed, tuple(one.at for one in told))


def _each_once(told: Iterator[Problem]) -> list[Problem]:
    """Return each problem once: of two that differ in their hint, the one that says more."""
    found: dict[tuple[str, str, Pointer], Problem] = {}
    for one in told:
        key = (one.code, one.message, one.at)
        if key not in found or len(one.hint) > len(found[key].hint):
            found[key] = one
    return list(found.values())


def _blamed(problem: Problem) -> Pointer:
    """Return the part that a problem makes unsound; a missing key does so for itself only."""
    if problem.code == "VBC102":
        return (*problem.at, problem.suggested)
    return problem.at


def _finding(document: Located, problem: Problem) -> Diagnostic:
    place = document.key_place_of if problem.on_key else document.place_of
    return Diagnostic(problem.code, problem.message, place(problem.at), problem.hint)


def _problems(document: Located, schema: Schema, noun: str) -> Iterator[Problem]:
    for found in violations(document.value, schema):
        for one in problems(found):
            yield attrs.evolve(one, message=one.message.replace("The contract ", f"The {noun} ", 1))


@lru_cache(_KEPT_SCHEMAS)
def _schema_for(models: tuple[Model, ...], rare: frozenset[str]) -> Schema:
    """Return the schema for some models; building it costs more than using it."""
    return schema_for(models, rare)
