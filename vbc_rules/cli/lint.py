"""`vbc lint`: say what valid contracts leave open, and which of their terms decide nothing."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.findings import Telling, report, telling
from vbc_rules.cli.validate import contracts_alone
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.text import counted
from vbc_rules.hooks.registry import Registry
from vbc_rules.lint.configuration import Configuration, configuration_for
from vbc_rules.lint.linting import lint_file


@click.command("lint")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--no-config", is_flag=True, help="Do not read vbc.toml or pyproject.toml.")
@telling
def command(paths: tuple[Path, ...], telling: Telling, *, no_config: bool) -> None:
    """Look for what contracts in PATHS leave open, after checking that they are valid.

    Books and episode definitions state nothing that is looked for, and are passed over.

    Exits with 0 if there are no errors, 1 if there are, 2 for wrong usage.
    """
    registry = Registry.installed()
    files = contracts_alone(paths)
    codes = frozenset() if no_config else frozenset(rule.code for rule in registry.lint_rules())
    configured = {
        str(file): Configuration() if no_config else configuration_for(file, codes)
        for file in files
    }
    findings = [
        one for file in files for one in lint_file(file, registry, configured[str(file)].severity)
    ]

    def wanted(finding: Diagnostic) -> bool:
        file = finding.place.file if finding.place else ""
        return configured.get(file, Configuration()).wants(finding)

    clean = f"{counted(len(files), 'contract')} without findings"
    report(findings, files, telling, clean, wanted)
