"""`vbc new contract`: a contract to start from, with facts and a case."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import attrs
import click

from vbc_rules.cli.output import tell
from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.hooks.origin import BUILT_IN
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.write import write_reports
from vbc_rules.starters.contract_text import NewContract
from vbc_rules.starters.example_starter import Copy, from_example
from vbc_rules.starters.model_starter import Starter, from_model
from vbc_rules.starters.wanted import (
    Year,
    check_carrier,
    check_free,
    check_name,
    compatible_versions,
    models_by_kind,
    wanted_model,
)

_SCHEMAS = ("contract.schema.json", "schemas/contract.schema.json")
_NOBODY = "my_payer"


@attrs.frozen
class _Asked:
    """What was said on the command line; what is None may be asked for on a terminal."""

    model: str | None
    example: str | None
    carrier: str | None
    year: int | None

    @property
    def asks(self) -> bool:
        """Tell whether a person has not said what to begin from, and can be asked."""
        return self.model is None and self.example is None and sys.stdin.isatty()


@click.command("contract")
@click.argument("name", required=False)
@click.option("--model", metavar="ID", help="Begin from this payment model: plugin.model.")
@click.option("--from-example", "example", metavar="ID",
              help="Begin from this example of a plugin, instead of a model.")  # fmt: skip
@click.option("--carrier", metavar="NAME", help="The payer's short name.")
@click.option("--year", type=click.IntRange(1, 9999), metavar="YEAR",
              help="The contract's year; by default the last one of the model's law.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), default=Path(), metavar="DIR",
              help="The folder to write to; by default the present one.")  # fmt: skip
def command(
    name: str | None, model: str | None, example: str | None, carrier: str | None,
    year: int | None, output: Path,
) -> None:  # fmt: skip
    """Begin the contract NAME: a contract, a facts file and a case, which settle at once.

    Without options it asks on a terminal.
    """
    asked = _Asked(model, example, carrier, year)
    _require_one_source(asked)
    name = name or _asked_name()
    check_name(name)
    if carrier is not None:
        check_carrier(carrier)
    check_free(output, name)
    registry = Registry.installed()
    starter = _starter(name, asked, _schema_near(output), registry)
    check_free(output, name, starter.texts)
    files = [(output / f"{name}{end}", text) for end, text in starter.texts.items()]
    write_reports(files)
    for path, _ in files:
        tell(f"wrote {path}")
    _tell_next([path for path, _ in files], starter.period)


def _require_one_source(asked: _Asked) -> None:
    if asked.model and asked.example:
        raise click.UsageError("--model and --from-example exclude each other")
    if not (asked.model or asked.example or asked.asks):
        message = "say what to begin from: --model ID or --from-example ID"
        raise click.UsageError(f"{message}; vbc plugins models lists the models")


def _asked_name() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("Missing argument 'NAME'.")
    name: str = click.prompt("Name of the contract, such as harbor-shared-savings", err=True)
    return name


def _starter(name: str, asked: _Asked, schema: str, registry: Registry) -> Starter:
    if asked.example:
        copy = Copy(name, asked.carrier, asked.year, schema)
        return from_example(registry.example(asked.example), copy, registry)
    model = wanted_model(asked.model or _asked_model(registry), registry)
    year = Year(model).check(_year(asked, model))
    return from_model(
        NewContract(name, model, _carrier(asked, model), _versions(model, registry), year, schema),
        registry,
    )


def _asked_model(registry: Registry) -> str:
    """Ask for a payment model, after listing all of them by kind."""
    listed = models_by_kind(registry)
    numbered = [model for models in listed.values() for model in models]
    width = max((len(model.id) for model in numbered), default=0)
    for kind, models in listed.items():
        tell("")
        tell(kind)
        for model in models:
            tell(f"  {numbered.index(model) + 1:>3}  {model.id:<{width}}  {model.title()}")
    tell("")
    chosen: str = click.prompt("Model, by its number or id", err=True)
    if chosen.isdecimal() and 0 < int(chosen) <= len(numbered):
        return numbered[int(chosen) - 1].id
    return chosen


def _year(asked: _Asked, model: Model) -> int:
    if asked.year is not None:
        return asked.year
    last = Year(model).default()
    if asked.asks:
        year: int = click.prompt("Year", default=last, type=int, err=True)
        return year
    if last is None:
        raise click.UsageError(f"say which year: {model.id} holds for all of them; --year YEAR")
    return last


def _carrier(asked: _Asked, model: Model) -> str:
    """Return the carrier that was named, or the one whose plugin the model is from."""
    if asked.carrier is not None:
        return asked.carrier
    namespace = model.id.partition(".")[0]
    usual = _NOBODY if namespace == BUILT_IN else namespace
    if asked.asks:
        usual = click.prompt("Short name of the payer", default=usual, err=True)
        check_carrier(usual)
    return usual


def _versions(model: Model, registry: Registry) -> str:
    return compatible_versions(registry.origin(model.id).version)


def _schema_near(folder: Path) -> str:
    """Return the way from a folder to the schema that stands in or above it, or nothing."""
    place = folder.resolve()
    for above in (place, *place.parents):
        for name in _SCHEMAS:
            if (above / name).is_file():
                return Path(os.path.relpath(above / name, place)).as_posix()
    return ""


def _tell_next(files: list[Path], period: str) -> None:
    contract, *facts, case = files
    given = " ".join(f"--facts {one}" for one in facts)
    told = f" --period {period}" if period else ""
    tell("try:")
    tell(f"  vbc validate {contract}")
    tell(f"  vbc settle {contract} {given}{told}")
    tell(f"  vbc test {case}")
