"""Every check of the kit, by name: the same ones for pytest and for the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

import attrs

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.testing.kit import (
    agreeing,
    cases,
    describing,
    examples,
    loading,
    repeating,
    schemas,
    sound,
)
from vbc_rules.testing.kit.findings import EMPTY, told
from vbc_rules.testing.kit.laws import Law, law_holds
from vbc_rules.testing.kit.subject import Model, Subject

OfPlugin = Callable[[Subject], Iterable[Diagnostic]]
OfModel = Callable[[Subject, Model], Iterable[Diagnostic]]

FITS = "it_fits_the_specification_of_hooks"
"""The check that a plugin fails which does not load."""

LOADING: Mapping[str, OfPlugin] = {
    FITS: loading.fits_the_specification,
    "it_loads_alone_and_prints_nothing": loading.loads_alone,
    "it_imports_public_names_only": loading.imports_public_names_only,
    "it_declares_without_looking_around": loading.declares_without_looking,
}
"""The checks that a plugin which does not load is put to."""

PLUGIN: Mapping[str, OfPlugin] = {
    **LOADING,
    "it_keeps_to_its_namespace": loading.keeps_to_its_namespace,
    "its_contracts_have_no_findings": examples.contracts_have_no_findings,
    "its_contracts_cite_every_parameter": examples.parameters_are_cited,
    "its_examples_settle_and_explain": examples.examples_settle,
    "its_examples_render_without_loss": examples.examples_render,
    "its_waterfalls_close": examples.waterfalls_close,
    "its_cases_come_out": cases.cases_come_out,
    "it_gives_the_same_bytes_every_time": repeating.gives_the_same_bytes,
    "it_reads_nothing_while_it_settles": repeating.reads_nothing,
    "its_contract_checks_are_sound": sound.contract_checks_are_sound,
    "its_layouts_load": sound.layouts_load,
    "its_benchmarks_fit": sound.benchmarks_fit,
    "every_year_settles_or_is_refused": sound.every_year_settles_or_is_refused,
}

MODEL: Mapping[str, OfModel] = {
    "every_clause_is_cited_and_documented": describing.clauses_are_documented,
    "every_term_is_described": describing.terms_are_described,
    "its_arrangement_is_declared": describing.arrangement_is_declared,
    "its_schema_is_closed_and_described": schemas.schema_is_closed,
    "a_case_stands_beside_a_contract": cases.model_has_a_case,
    "every_back_end_agrees": agreeing.back_ends_agree,
    "every_year_it_covers_has_an_edition": sound.years_are_covered,
}


@attrs.frozen
class Exempt:
    """A finding that is known and left: of which check, about what, and why.

    `about` is a part of the finding's message. An exemption that meets no finding is itself
    a finding: it would hide the next one.
    """

    check: str
    about: str
    because: str = attrs.field(validator=attrs.validators.min_len(10))


@attrs.frozen
class Outcome:
    """What one check found; `model` is empty for a check of the whole plugin."""

    check: str
    model: str
    findings: tuple[Diagnostic, ...]


def outcomes(
    subject: Subject,
    laws: Mapping[str, Sequence[Law]] | None = None,
    exempt: Sequence[Exempt] = (),
    only: str = "",
) -> Iterator[Outcome]:
    """Yield the outcome of every check, or only of those whose name begins so.

    Of a plugin that does not load, only the checks that say why are made.
    """
    for name, check in (LOADING if subject.findings else PLUGIN).items():
        if name.startswith(only):
            yield Outcome(name, "", found_by(name, partial(check, subject), exempt))
    for model in subject.models:
        for name, of_model in MODEL.items():
            if name.startswith(only):
                found = found_by(name, partial(of_model, subject, model), exempt, model.id)
                yield Outcome(name, model.id, found)
    for id, declared in (laws or {}).items():
        for law in declared:
            if str(law).startswith(only):
                yield Outcome(str(law), id, law_findings(subject, id, law))


def why_it_does_not_load(subject: Subject, exempt: Sequence[Exempt] = ()) -> tuple[Diagnostic, ...]:
    """Return all that is known of a plugin that does not load, each finding once."""
    found = (found_by(name, partial(check, subject), exempt) for name, check in LOADING.items())
    return tuple(dict.fromkeys(chain.from_iterable(found)))


def found_by(
    name: str, check: Callable[[], Iterable[Diagnostic]], exempt: Sequence[Exempt], model: str = ""
) -> tuple[Diagnostic, ...]:
    """Return what a check finds, less what is exempt, with exemptions that meet nothing."""
    try:
        findings = tuple(check())
    except Refusal as refusal:
        findings = refusal.diagnostics
    own = [one for one in exempt if one.check == name and (not model or model in one.about)]
    kept = [one for one in findings if not any(each.about in one.message for each in own)]
    for each in own:
        if not any(each.about in one.message for one in findings):
            message = f"The exemption of `{each.about}` from {name} meets no finding."
            kept.append(told(EMPTY, message, None, "delete it: what it was for is mended"))
    return tuple(kept)


def law_findings(subject: Subject, id: str, law: Law) -> tuple[Diagnostic, ...]:
    """Return where a declared law does not hold."""
    models = {model.id: model for model in subject.models}
    if id not in models:
        message = f"A law is declared for `{id}`, which is no model of the plugin."
        return (told(EMPTY, message, None, f"it has {', '.join(models) or 'none'}"),)
    return tuple(law_holds(subject, models[id], law))
