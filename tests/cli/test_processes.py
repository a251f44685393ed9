"""What only a whole process shows: pipes that close, encodings, and what is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HARBOR = ROOT / "contract_specs" / "example" / "harbor-two-sided.yaml"
HARBOR_FACTS = HARBOR.with_suffix(".facts.csv")
VBC = [sys.executable, "-c", "from vbc_rules.cli.main import main; main()"]
SETTLE = ["settle", str(HARBOR), "--facts", str(HARBOR_FACTS), "--period", "2024"]


def run(*arguments: str, **named: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **named}
    return subprocess.run(  # noqa: S603 - our own command
        [*VBC, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False
    )


def test_a_reader_that_stops_early_gets_no_traceback(tmp_path: Path) -> None:
    rows = [f"e{number},1000.00,900.00,0.9" for number in range(3_000)]
    header = HARBOR_FACTS.read_text(encoding="utf-8").splitlines()[0]
    facts = tmp_path / "many.csv"
    facts.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    command = [*VBC, "settle", str(HARBOR), "--facts", str(facts), "--period", "2024"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""


def test_a_statement_is_utf_8_whatever_the_terminal_claims() -> None:
    plain = run(*SETTLE, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert plain.returncode == 0
    assert plain.stdout == run(*SETTLE).stdout
    assert "−" in plain.stdout.decode("utf-8")


def test_findings_can_be_told_on_a_terminal_of_ascii(tmp_path: Path) -> None:
    path = tmp_path / "harbor.yaml"
    path.write_text("título: x\n", encoding="utf-8")
    told = run("validate", str(path), PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert told.returncode == 1
    assert b"Traceback" not in told.stdout + told.stderr
    refused = run("settle", str(path), "--facts", str(path), PYTHONIOENCODING="ascii")
    assert refused.returncode == 1
    assert b"Traceback" not in refused.stderr


def test_a_folder_whose_name_is_no_text_is_named_all_the_same(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xff"
    os.mkdir(folder)  # noqa: PTH102 - a path of bytes
    facts = folder + b"/facts.csv"
    with open(facts, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(HARBOR_FACTS.read_bytes())
    for form in ("text", "json", "csv"):
        ran = run(*SETTLE[:3], os.fsdecode(facts), *SETTLE[4:], "--format", form)
        assert (ran.returncode, ran.stderr) == (0, b"")
    ran = run("validate", os.fsdecode(facts))
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    one = run(*SETTLE, "--format", "json", PYTHONHASHSEED="1")
    other = run(*SETTLE, "--format", "json", PYTHONHASHSEED="2", TZ="Asia/Tokyo")
    assert one.stdout == other.stdout
    assert one.returncode == other.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_full_is_told_in_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(  # noqa: S603 - our own command
            [*VBC, *SETTLE], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert b"error VBC703: " in ran.stderr


ENHANCED = ROOT / "contract_specs" / "cms" / "mssp-enhanced.yaml"
NOT_TO_VALIDATE = (
    "numpy", "jinja2", "csv", "importlib.metadata",
    "vbc_rules.settlement", "vbc_rules.facts", "vbc_rules.agreements", "vbc_rules.episodes",
    "vbc_rules.lint", "vbc_rules.evaluation.batch", "vbc_rules.language.steps",
    "vbc_rules.contracts.written.provisions",
    "vbc_rules.contracts.meaning.feeds", "vbc_rules.contracts.meaning.measures",
    "vbc_rules.diagnostics.baseline",
)  # fmt: skip
LATE = {
    "--help": ("vbc_rules.language", "vbc_rules.hooks", "attrs", "yaml", "pluggy"),
    "validate": (
        *NOT_TO_VALIDATE, "vbc_cms", "vbc_rules.contracts.categories.category",
        "vbc_rules.evaluation.possible",
    ),
    "validate a contract of a plugin": (
        *NOT_TO_VALIDATE, "vbc_cms.mssp.fixed_losses", "vbc_cms.mssp.rising_loss_limit",
        "vbc_cms.reach", "vbc_cms.mips",
    ),
    "settle": (
        "numpy", "jinja2", "importlib.metadata", "vbc_rules.facts.layouts", "vbc_cms",
        "vbc_rules.agreements.load", "vbc_rules.settlement.book", "vbc_rules.settlement.bulk",
        "vbc_rules.evaluation.batch", "vbc_rules.language.steps",
    ),
}  # fmt: skip
GIVEN = {
    "--help": ["--help"],
    "validate": ["validate", str(HARBOR.with_name("harbor-shared-savings.yaml"))],
    "validate a contract of a plugin": ["validate", str(ENHANCED)],
    "settle": SETTLE,
}


def imported_by(arguments: list[str]) -> set[str]:
    code = (
        "import sys\n"
        "from vbc_rules.cli.main import main\n"
        "try:\n    main()\nfinally:\n    sys.stderr.write(' '.join(sys.modules))\n"
    )
    ran = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0
    return set(ran.stderr.split())


@pytest.mark.parametrize("command", LATE)
def test_a_command_imports_only_what_it_needs(command: str) -> None:
    assert imported_by(GIVEN[command]) & set(LATE[command]) == set()


def test_what_a_contract_has_is_what_is_imported_to_check_it() -> None:
    """The lists above are of modules that exist, and that other contracts need."""
    needed = {name for name in NOT_TO_VALIDATE if name.startswith("vbc_rules.")}
    assert all(find_spec(name) for name in needed)
    examples = ROOT / "contract_specs" / "example"
    imported = imported_by(["validate", str(examples)])
    assert {
        "vbc_rules.language.steps",
        "vbc_rules.contracts.written.provisions",
        "vbc_rules.contracts.meaning.feeds",
        "vbc_rules.contracts.categories.category",
    } <= imported


COMMANDS_THAT_PRINT = [
    SETTLE,
    ["explain", *SETTLE[1:], "--entity", "lakeside-north"],
    ["validate", str(HARBOR)],
    ["lint", str(HARBOR)],
    ["category", str(HARBOR)],
    ["schema"],
    ["measures"],
    ["code", "VBC101"],
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is full")
@pytest.mark.parametrize("arguments", COMMANDS_THAT_PRINT, ids=lambda given: given[0])
def test_output_to_a_full_disk_is_refused(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(  # noqa: S603 - our own command
            [*VBC, *arguments], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, b"error VBC703: " in ran.stderr) == (1, True), ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the stream")
@pytest.mark.parametrize("arguments", COMMANDS_THAT_PRINT, ids=lambda given: given[0])
def test_a_closed_output_is_nothing_to_fail_at(arguments: list[str]) -> None:
    ran = subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", '"$@" >&-', "sh", *VBC, *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False), ran.stderr
