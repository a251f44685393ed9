"""From the `settlement:` of a checked document to its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs

from vbc_rules.contracts.building.terms import exact_scalar, parameter_of, source_of
from vbc_rules.contracts.contract import AgreedStep, ParameterTerm, SettlementTerms
from vbc_rules.contracts.declared.agreed import Agreed, Model
from vbc_rules.contracts.declared.steps import (
    DOWN_TO,
    HOLD_BACK,
    INSTALLMENT,
    LIMITS,
    contract_facts,
    least_score,
    step_term,
)
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.sections import written_streams
from vbc_rules.language.declarations import Declaration, Given
from vbc_rules.language.edition import Term
from vbc_rules.language.sources import Source
from vbc_rules.language.steps import (
    AtLeast,
    AtMost,
    Gate,
    HoldBack,
    Limit,
    Operation,
    Recoup,
    Scale,
    Step,
    Sum,
    Unchanged,
)

OPERATIONS = (
    "add",
    "less",
    "pay_if",
    "scale_by",
    "at_most",
    "at_least",
    "hold_back",
    "rounded_to",
)
"""The keys that say what a step does. `add` and `less` are one sum; each may be rounded."""

SECTION: Pointer = ("settlement",)
STEPS: Pointer = (*SECTION, "steps")

Models: TypeAlias = Mapping[str, Model]
"""The models of the streams, by the names of these."""


def settlement_of(document: Located, models: Mapping[Pointer, Model]) -> SettlementTerms | None:
    """Return the steps of a contract, None for a contract without any."""
    written = document.value.get("settlement")
    if written is None:
        return None
    named = {stream["name"]: models[at] for at, stream in written_streams(document)}
    facts = contract_facts(written)
    builders = (
        _Builder(document, (*STEPS, index), data, named, facts)
        for index, data in enumerate(written["steps"])
    )
    return SettlementTerms(
        steps=tuple(builder.agreed() for builder in builders),
        facts=facts,
        settlements=tuple(written.get("settlements", ())),
        paid_separately=tuple(written.get("paid_separately", ())),
        place=document.key_place_of(SECTION),
    )


def operation_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys that say what a step does; only to round is an operation of its own."""
    found = tuple(key for key in OPERATIONS if key in data)
    return tuple(key for key in found if key != "rounded_to") or found


def least_of(models: Models, source: Source) -> Declaration:
    """Return what `is_at_least` may be of a clause or a term, in the last edition of its model."""
    model = models[source.use]
    edition = model.edition(model.edition_years()[-1])
    if source.clause in edition.clauses:
        return least_score(type(edition.clauses[source.clause].expression))
    declared = edition.terms[source.clause].declaration
    return least_score(declared if isinstance(declared, Given) else declared.unit)


@attrs.define
class _Builder:
    """Builds one step."""

    document: Located
    at: Pointer
    data: Mapping[str, Any]
    models: Models
    facts: Mapping[str, Term]
    terms: dict[str, ParameterTerm] = attrs.field(factory=dict)

    def agreed(self) -> AgreedStep:
        """Return the step with its own terms."""
        name = self.data["step"]
        step = Step(
            name=name,
            title=self.data.get("title", name.replace("_", " ").capitalize()),
            does=self._operation(),
            cites=self.data["cites"],
            place=self.document.place_of(self.at),
            **self._rounding(),
        )
        return AgreedStep(step, self.data.get("at", ""), self.terms)

    def _rounding(self) -> dict[str, Any]:
        if "rounded_to" not in self.data:
            return {}
        to = exact_scalar(self.data["rounded_to"])
        return {"rounded_to": to, "rounding": self.data.get("rounding", "half_up")}

    def _operation(self) -> Operation:
        does = _BUILT[operation_of(self.data)[0]]
        return does(self)

    def operand(self, written: str) -> Source | Term:
        """Return what a name means: a fact of the contract, or a clause or term of a stream."""
        return self.facts[written] if written in self.facts else source_of(written)

    def operands(self, key: str) -> tuple[Source | Term, ...]:
        """Return what a list of names means."""
        return tuple(self.operand(one) for one in self.data.get(key, ()))

    def term(self, key: str, declared: Declaration, raw: Any, at: Pointer) -> Term:  # noqa: ANN401 - plain data
        """Return a term of the step, keeping its dated values."""
        agreed: Agreed = step_term(self.data["step"], key, declared)
        self.terms[agreed.term.name] = parameter_of(self.document, agreed, raw, at)
        return agreed.term

    def limit(self, key: str) -> Limit:
        """Return the limit that is written under a key."""
        written = self.data[key]
        [form] = [one for one in LIMITS[key] if one in written]
        declared = LIMITS[key][form].declared
        term = self.term(key, declared, written[form], (*self.at, key, form))
        return Limit(term, self.operand(written["of"]) if "of" in written else None)

    def own(self, key: str, declared: Declaration) -> Term:
        """Return a term that stands plainly under its key."""
        return self.term(key, declared, self.data[key], (*self.at, key))

    def sum(self) -> Operation:
        """Return a sum, or what a balance takes off the amount."""
        less = self.operands("less")
        if "down_to" in self.data:
            own = "installment" in self.data
            installment = self.own("installment", INSTALLMENT) if own else None
            return Recoup(less, self.own("down_to", DOWN_TO), self.data["rest"], installment)
        return Sum(self.operands("add"), less)

    def gate(self) -> Operation:
        """Return a gate."""
        condition = self.operand(self.data["pay_if"])
        keeps = self.data["otherwise"] == "only_losses"
        if "is_at_least" not in self.data or isinstance(condition, Term):
            return Gate(condition, None, keeps)
        declared = least_of(self.models, condition)
        return Gate(condition, self.own("is_at_least", declared), keeps)

    def scale(self) -> Operation:
        """Return what multiplies by a score."""
        score = self.operand(self.data["scale_by"])
        return Scale(score, scales_losses=self.data["scales"] == "payments_and_losses")


_BUILT: Mapping[str, Callable[[_Builder], Operation]] = {
    "add": _Builder.sum,
    "less": _Builder.sum,
    "pay_if": _Builder.gate,
    "scale_by": _Builder.scale,
    "at_most": lambda one: AtMost(one.limit("at_most")),
    "at_least": lambda one: AtLeast(one.limit("at_least")),
    "hold_back": lambda one: HoldBack(one.own("hold_back", HOLD_BACK)),
    "rounded_to": lambda _: Unchanged(),
}
