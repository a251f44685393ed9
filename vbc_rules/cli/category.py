"""`vbc category`: the category of payment that the terms of a contract make, and why."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.output import say
from vbc_rules.cli.validate import some_contracts
from vbc_rules.contracts.categories.category import classes_of, contract_categories
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import load_stated
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.contracts.written.open_terms import refusal_of_template
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.text.categories import Categorized, categories_document, categories_text


@click.command("category")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="How to print it.")  # fmt: skip
def command(paths: tuple[Path, ...], form: str) -> None:
    """Say which HCP-LAN category the terms of contracts make, stream by stream, and why.

    PATHS are contract files, or folders with all below them. Books are passed over, and contracts
    that leave terms open to agreements.
    """
    registry = Registry.installed()
    contracts = [load_stated(file, registry) for file in some_contracts(paths)]
    found = [_categorized(one, registry) for one in contracts if not one.left_open]
    if not found:
        raise refusal_of_template(contracts[0].left_open)
    if form == "json":
        say(pretty_json(categories_document(found)))
    else:
        say("".join(f"{line}\n" for line in categories_text(found)))


def _categorized(contract: Contract, registry: Registry) -> Categorized:
    models = {one.model: registry.payment_model(one.model) for one in contract.streams}
    programs = registry.contract_classifications(contract.plugins)
    return Categorized(
        contract,
        contract_categories(contract, models),
        tuple((one, classes_of(contract, one)) for one in programs),
    )
