"""Stage one: does the document have the shape of a contract?

The schema library finds what is wrong; here it becomes findings in plain words, each at
its exact place: the key for an unknown one, the value for a bad one, the key of the
mapping for one that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import attrs

from vbc_rules.contracts.agreed import Model
from vbc_rules.contracts.located import Located, Pointer
from vbc_rules.contracts.schema import schema_for
from vbc_rules.contracts.sentences import Problem, Violation, problems
from vbc_rules.diagnostics import Diagnostic

_KEPT_SCHEMAS = 64


@attrs.frozen
class Shape:
    """What stage one found, and which parts of the document it found sound."""

    findings: tuple[Diagnostic, ...]
    _blamed: frozenset[Pointer]

    def is_sound(self, at: Pointer) -> bool:
        """Say whether the value at the pointer and all within it can be relied upon."""
        return not any(
            blamed[: len(at)] == at or at[: len(blamed)] == blamed for blamed in self._blamed
        )


def check_shape(document: Located, models: Sequence[Model]) -> Shape:
    """Return what is wrong with the document's shape, given the models that it names."""
    found = list(dict.fromkeys(_problems(document, models)))
    misspelt = {(one.at[:-1], one.suggested) for one in found if one.code == "VBC101"}
    told = [one for one in found if (one.at, one.suggested) not in misspelt]
    findings = tuple(_finding(document, one) for one in told)
    return Shape(findings, frozenset(_blamed(one) for one in found))


def _blamed(problem: Problem) -> Pointer:
    """Return the part that a problem makes unsound; a missing key does so for itself only."""
    if problem.code == "VBC102":
        return (*problem.at, problem.suggested)
    return problem.at


def _finding(document: Located, problem: Problem) -> Diagnostic:
    place = document.key_place_of if problem.on_key else document.place_of
    return Diagnostic(problem.code, problem.message, place(problem.at), problem.hint)


def _problems(document: Located, models: Sequence[Model]) -> Iterator[Problem]:
    for error in _validator(tuple(models)).iter_errors(document.value):
        yield from problems(_violation(error))


def _violation(error: Any) -> Violation:  # noqa: ANN401 - the library is loaded when needed
    at = tuple(error.absolute_path)
    about_key = "propertyNames" in error.absolute_schema_path
    if about_key:
        at = (*at, error.instance)
    keyword, expected = error.validator, error.validator_value
    return Violation(keyword, expected, error.instance, error.schema, at, about_key)


@lru_cache(_KEPT_SCHEMAS)
def _validator(models: tuple[Model, ...]) -> Any:  # noqa: ANN401 - the library is loaded when needed
    """Return the validator for some models; building it costs more than using it."""
    from jsonschema import Draft202012Validator, ValidationError, validators

    extend: Any = validators.extend
    usual = Draft202012Validator.VALIDATORS["type"]

    def typed(
        validator: Any,  # noqa: ANN401 - the library is loaded when needed
        kinds: Any,  # noqa: ANN401
        value: object,
        schema: dict[str, Any],
    ) -> Iterator[ValidationError]:
        """Take a date for a date, and only for that: text and dates are not one kind here."""
        if schema.get("format") != "date":
            yield from usual(validator, kinds, value, schema)
        elif not isinstance(value, date):
            yield ValidationError("not a date")

    return extend(Draft202012Validator, {"type": typed})(schema_for(models))
