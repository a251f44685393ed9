"""What an edition is evaluated on: facts, parameters, and the entries of its axes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.language.axes import Axis
from vbc_rules.language.edition import Edition, Term

Scalar = Fraction | bool | str | None
Entries = Mapping[tuple[str, ...], Scalar]
Rows = Sequence[Mapping[str, Scalar]]
Given = Scalar | Entries | Rows | Mapping[tuple[str, ...], Rows]


@attrs.frozen
class Inputs:
    """Values for the terms of one edition, by full name.

    A term without axes has a scalar; a term that varies has a mapping from the tuple of
    its entries, in the order of its `per`. A table has rows, or such a mapping to rows.
    `members` lists the entries of each axis that the model does not fix; `parents` maps
    the entries of a child axis to their parents. A name that is absent is missing.
    """

    facts: Mapping[str, Given]
    parameters: Mapping[str, Given] = attrs.field(factory=dict)
    members: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    parents: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)

    def entries(self, axis: Axis) -> tuple[str, ...]:
        """Return the entries of an axis: the model's own, or those that were given."""
        return axis.members or self.members.get(axis.name, ())

    def value(self, term: Term) -> Given:
        """Return what was given for a fact or parameter, None if nothing."""
        return (self.facts if term.kind == "fact" else self.parameters).get(term.name)


def missing_terms(edition: Edition, inputs: Inputs) -> tuple[Diagnostic, ...]:
    """Return a finding for every required fact and parameter that was not given."""
    return tuple(
        Diagnostic(
            "VBC501",
            f"{term.kind} `{term.name}` is missing: {term.declaration.title}",
            hint=f"give it in {term.declaration.unit.__name__}",
        )
        for term in (*edition.facts(), *edition.parameters())
        if not term.declaration.optional and inputs.value(term) is None
    )


def require(edition: Edition, inputs: Inputs) -> None:
    """Refuse inputs that lack a required term.

    Raises:
        Refusal: VBC501 for each missing fact or parameter.
    """
    missing = missing_terms(edition, inputs)
    if missing:
        raise Refusal(missing)


def law_or_given(edition: Edition, inputs: Inputs, name: str) -> Any:
    """Return a term's value: set by law, or given."""
    law = edition.laws.get(name)
    return law.value if law is not None else inputs.value(edition.terms[name])


def coordinates(axes: Iterable[Axis], at: Mapping[str, str]) -> tuple[str, ...]:
    """Return the entries at which a term with these axes is read."""
    return tuple(at[axis.name] for axis in axes)


def named_entries(edition: Edition, parameters: Mapping[str, Given]) -> dict[str, tuple[str, ...]]:
    """Return the entries that the parameters of a contract name, by axis, in their order."""
    found: dict[str, dict[str, None]] = {}
    for name, given in parameters.items():
        axes = edition.terms[name].axes if name in edition.terms else ()
        for entries in given if axes and isinstance(given, Mapping) else ():
            for axis, entry in zip(axes, entries, strict=True):
                found.setdefault(axis.name, {})[entry] = None
    return {axis: tuple(entries) for axis, entries in found.items()}
