"""`vbc category`: the category of payment that the terms of a contract make, and why."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.output import say
from vbc_rules.cli.validate import contracts_alone
from vbc_rules.contracts.category import classes_of, contract_categories
from vbc_rules.contracts.json_text import pretty_json
from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import refuse
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.categories import Categorized, categories_document, categories_text


@click.command("category")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="How to print it.")  # fmt: skip
def command(paths: tuple[Path, ...], form: str) -> None:
    """Say which HCP-LAN category the terms of contracts make, stream by stream, and why.

    PATHS are contract files, or folders with all contracts below them.
    """
    registry = Registry.installed()
    files = contracts_alone(paths)
    if not files:
        message = f"`{paths[0]}` is no contract."
        raise refuse("VBC028", message, hint="name the contracts that it is about")
    found = [_categorized(file, registry) for file in files]
    if form == "json":
        say(pretty_json(categories_document(found)))
    else:
        say("".join(f"{line}\n" for line in categories_text(found)))


def _categorized(file: Path, registry: Registry) -> Categorized:
    contract = load_contract(file, registry)
    models = {one.model: registry.payment_model(one.model) for one in contract.streams}
    programs = registry.contract_classifications(contract.plugins)
    return Categorized(
        contract,
        contract_categories(contract, models),
        tuple((one, classes_of(contract, one)) for one in programs),
    )
