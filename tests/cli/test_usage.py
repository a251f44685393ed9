"""Wrong usage exits with 2 and says what is meant; help waits for nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.office import Ran
from vbc_rules.cli.main import COMMANDS

WRONG = {
    "an unknown command": (("frobnicate",), "No such command 'frobnicate'."),
    "a misspelt command": (("setle",), "Did you mean 'settle'?"),
    "a misspelt option": (("validate", "--fromat", "json", "."), "Did you mean '--format'?"),
    "an option that does not exist": (("settle", "x", "--lenient"), "No such option '--lenient'."),
    "no path": (("validate",), "Missing argument 'PATHS...'."),
    "no facts": (("settle", "prairie.yaml"), "Missing option '--facts'."),
    "no entity": (("explain", "prairie.yaml", "--facts", "x"), "Missing option '--entity'."),
    "no fact to vary": (
        ("sweep", "prairie.yaml", "--facts", "x", "--entity", "north"),
        "Missing option '--vary'.",
    ),
    "an unknown format": (("settle", "x", "--facts", "y", "--format", "pdf"), "'pdf' is not one"),
    "one value twice": (
        ("new", "contract", "x", "--model", "core.capitation", "--model=core.stop_loss"),
        "Option '--model' is given twice and has one value.",
    ),
    "a period twice": (
        ("settle", "x", "--facts", "y", "--period", "2024", "--period", "2025"),
        "Option '--period' is given twice and has one value.",
    ),
    "a word as a published year": (("replay", "p", "f", "--period", "last"), "'last' is not"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_told_on_standard_error_only(case: str, vbc: Callable[..., Ran]) -> None:
    arguments, said = WRONG[case]
    ran = vbc(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: vbc")
    assert said in ran.err


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(name: str, vbc: Callable[..., Ran]) -> None:
    ran = vbc(name, "-h")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: vbc {name} ")


def test_help_lists_every_command_with_its_purpose(vbc: Callable[..., Ran]) -> None:
    printed = vbc("--help").out
    said = " ".join(printed.split())  # a long purpose goes on in the next line
    assert all(f"  {name} " in printed and COMMANDS[name] in said for name in COMMANDS)


def test_the_version_is_that_of_the_distribution(vbc: Callable[..., Ran]) -> None:
    from importlib.metadata import version

    assert vbc("--version").out == f"vbc, version {version('vbc-rules')}\n"
