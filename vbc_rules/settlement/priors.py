"""Earlier settlements of a period: what they paid is a fact of the later ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from vbc_rules.contracts.declared.steps import paid_at
from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.joining import joined
from vbc_rules.facts.raw import Completion, RawFacts
from vbc_rules.facts.table import Column, Entry
from vbc_rules.language.sources import SETTLEMENT
from vbc_rules.settlement.binding import BoundContract
from vbc_rules.settlement.occasions import earlier
from vbc_rules.statements.document import from_json
from vbc_rules.statements.settlement import PriorSettlement, Settlement

LARGEST_PRIOR = 500_000_000
"""Bytes of a settlement document; one without lines has about two thousand for an entity."""


@attrs.frozen
class Prior:
    """The settlements of one document, which has been held against the contract."""

    about: PriorSettlement
    settlements: tuple[Settlement, ...]

    @property
    def fact(self) -> str:
        """Return the name of the fact that these settlements give."""
        return paid_at(self.about.settlement)


def read_priors(paths: Sequence[Path], bound: BoundContract) -> tuple[Prior, ...]:
    """Return the settlements that documents hold, which the settlement now made takes off.

    Raises:
        Refusal: every finding: VBC531 for a settlement of another contract or period, or one
            whose payment is not taken off now, VBC532 for an entity that has two; those of
            `read_text` and of `from_json` where a file is no settlement document.
    """
    findings: list[Diagnostic] = []
    found: list[Prior] = []
    for path in paths:
        data = read_text(path, LARGEST_PRIOR).encode("utf-8")
        settlements = from_json(data, str(path))
        names = list(dict.fromkeys(one.settlement for one in settlements))
        findings += _misfits(settlements, bound, Place(str(path)))
        for name in names:
            about = PriorSettlement(name, str(path), hashlib.sha256(data).hexdigest())
            mine = tuple(one for one in settlements if one.settlement == name)
            found.append(Prior(about, mine))
    findings = findings or [*_twice(found)]
    if findings:
        raise Refusal(dict.fromkeys(findings))
    return tuple(found)


def completed_by(priors: Sequence[Prior]) -> Completion:
    """Return what adds the payments of earlier settlements to the facts of a file."""

    def complete(raw: RawFacts, findings: Findings) -> RawFacts:
        for prior in priors:
            raw = joined(raw, _raw(prior, raw), findings)
        return raw

    return complete


def _raw(prior: Prior, beside: RawFacts) -> RawFacts:
    """Return the payments as facts, under the name that the other file may have used."""
    full = f"{SETTLEMENT}.{prior.fact}"
    name = full if (full, ()) in beside.columns else prior.fact
    place = Place(prior.about.file)

    def place_of(row: int, name: str, entry: Entry) -> Place:
        del row, name, entry
        return place

    paid: tuple[Scalar, ...] = tuple(one.results[0].value for one in prior.settlements)
    columns: dict[Column, tuple[Scalar, ...]] = {(name, ()): paid}
    entities = [one.entity for one in prior.settlements]
    return RawFacts(prior.about.file, entities, columns, {}, place_of, place)


def _misfits(
    settlements: Iterable[Settlement], bound: BoundContract, place: Place
) -> Iterator[Diagnostic]:
    for one in settlements:
        for message, hint in _objections(one, bound):
            yield Diagnostic("VBC531", message, place, hint)


def _objections(one: Settlement, bound: BoundContract) -> Iterator[tuple[str, str]]:
    contract, period, now = bound.contract.id, bound.period.name, bound.occasion.name
    before = earlier(bound.contract.settlement, now)
    if one.contract != contract:
        yield f"It settles the contract `{one.contract}`, not `{contract}`.", "name its own file"
    elif one.period != period:
        yield f"It settles the period {one.period}, not {period}.", "name the file of the period"
    elif not one.settlement or one.settlement not in before:
        what = f"the {one.settlement} settlement" if one.settlement else "the only settlement"
        known = f"those before it are {', '.join(before)}" if before else "none comes before it"
        this = f"the {now} settlement" if now else "this settlement"
        yield f"It is {what} of the period, which is not before {this}.", known
    elif f"{SETTLEMENT}.{paid_at(one.settlement)}" not in bound.edition.terms:
        hint = f"add `less: [{paid_at(one.settlement)}]` to a step, or leave the file out"
        yield f"No step takes off what the {one.settlement} settlement paid.", hint


def _twice(priors: Iterable[Prior]) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], str] = {}
    for prior in priors:
        for one in prior.settlements:
            key = (one.settlement, one.entity)
            if key in seen:
                message = (
                    f"The {one.settlement} settlement of entity `{one.entity}` is given twice: "
                    f"in {seen[key]} too."
                )
                place = Place(prior.about.file)
                yield Diagnostic("VBC532", message, place, "keep one of the two")
            seen[key] = prior.about.file
