"""Checks of worked examples: each comes out, and every model has one."""

from __future__ import annotations

from typing import Any

from vbc_rules.diagnostics import Refusal
from vbc_rules.testing.kit.findings import EXAMPLE, UNTESTED, Findings, told
from vbc_rules.testing.kit.subject import Model, Subject
from vbc_rules.testing.running import outcome


def cases_come_out(subject: Subject) -> Findings:
    """Every case beside a contract of the plugin comes out exactly."""
    try:
        cases = subject.cases
    except Refusal as refusal:
        yield from refusal.diagnostics
        return
    for case in cases:
        found = outcome(case, subject.checker)
        yield from found.findings
        for one in found.differences:
            where = f"[{one.entry}]" if one.entry else ""
            message = f"Case {one.case}: {one.clause}{where} is {one.computed}, not {one.expected}."
            yield told(EXAMPLE, message, one.place, "correct the model, or the case")


def model_has_a_case(subject: Subject, model: Model) -> Findings:
    """A case beside a contract settles the model, or one that it is a part of."""
    used = {stream.edition.model for one in subject.of_cases for stream in one.streams}
    covered = {part for other in subject.models if other.id in used for part in _with_parts(other)}
    if model.id not in used and model not in covered:
        message = f"No case settles model `{model.id}`."
        hint = "write a contract with the model, and beside it NAME.case.yaml with exact amounts"
        yield told(UNTESTED, message, model.defined_at, hint)


def _with_parts(model: Any) -> set[Model]:  # noqa: ANN401 - a model, or one that is a part
    found = {model}
    for part in model.parts.values():
        found |= _with_parts(part.model)
    return found
