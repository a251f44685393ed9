"""A new contract from a model: placeholders are tried until the contract settles."""

from __future__ import annotations

import attrs

from vbc_rules.contracts.load import check_document
from vbc_rules.contracts.text.located import Located
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.starters.case_text import case_text, results
from vbc_rules.starters.contract_text import NewContract, contract_text
from vbc_rules.starters.facts_text import (
    ENTITY,
    facts_text,
    given_facts,
    parents,
    proposed_facts,
)
from vbc_rules.starters.placeholders import Manner, manners
from vbc_rules.starters.provisions_text import asked_for, with_provisions
from vbc_rules.starters.terms import proposed_terms


@attrs.frozen
class Starter:
    """The texts of a new contract, its facts and its case, by the ends of their names.

    `pays` says that the main result is not 0. `period` is what the case is about, where the
    contract has several years.
    """

    texts: dict[str, bytes]
    pays: bool = True
    period: str = ""


def from_model(new: NewContract, registry: Registry) -> Starter:
    """Return a contract of one stream with facts and a case that come out as they stand.

    Of the ways to choose placeholders the first is taken in which the main result is not 0,
    or else the first that settles.

    Raises:
        Refusal: VBC040 where there is none.
    """
    settled: list[Starter] = []
    refused: list[Refusal] = []
    for manner in manners():
        try:
            found = _tried(new, manner, registry)
        except Refusal as refusal:
            refused.append(refusal)
            continue
        if found.pays:
            return found
        settled.append(found)
    if settled:
        return settled[0]
    message = f"No placeholders are found with which {new.model.id} settles."
    hint = _examples_instead(new.model.id.partition(".")[0], registry)
    raise Refusal([Diagnostic("VBC040", message, hint=hint), *refused[0].diagnostics])


def _examples_instead(namespace: str, registry: Registry) -> str:
    """Return the hint for a model that no contract has alone, as where a program wants more."""
    own = [one.id for one in registry.examples() if one.id.partition(".")[0] == namespace]
    if own:
        return f"start from an example of its plugin: --from-example {own[0]}"
    return "start from an example of another plugin with --from-example"


def _tried(new: NewContract, manner: Manner, registry: Registry) -> Starter:
    text = contract_text(new, proposed_terms(new.model, new.year, manner))
    document = parse_document(text, f"{new.name}.yaml")
    bound = _bound(new, document, registry)
    facts = proposed_facts(bound.facts, bound.edition, manner)
    written = facts_text(new.name, facts, manner)
    table = document_facts(parse_document(written, f"{new.name}.facts.yaml"), bound.facts)
    Settler(bound, table).row(0)  # a settlement checks more than its results
    expected = results(bound, table, 0)
    axes = {name: dict(entries) for name, entries in parents(facts, manner).items()}
    case = case_text(bound, ENTITY, given_facts(facts), axes, expected)
    whole = with_provisions(text, asked_for(bound.contract, document, registry))
    texts = {".yaml": whole, ".facts.yaml": written, ".case.yaml": case}
    encoded = {end: one.encode() for end, one in texts.items()}
    return Starter(encoded, pays=expected[bound.edition.headline] != 0)


def _bound(new: NewContract, document: Located, registry: Registry) -> BoundContract:
    contract, findings = check_document(document, registry)
    if contract is None:
        raise Refusal(findings)
    return bind(contract, registry, parse_period(str(new.year)))
