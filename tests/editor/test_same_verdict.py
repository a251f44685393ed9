"""An editor marks what `vbc validate` refuses: broken contracts, and good ones that are damaged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import acme
import broken
import faulty
import pytest
from language_server import ROOT, LanguageServer

from tests.laws.damage import VALUES, edited
from vbc_rules.cli.schema import bundled
from vbc_rules.contracts.load import check_contract, check_document
from vbc_rules.contracts.schema.bundle import InstalledModel, schema_text
from vbc_rules.contracts.schema.editors import first_line
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.core import plugin as core
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry

SPECS = ROOT / "tests" / "specs"
ONLY_STRICT_YAML_KNOWS = {
    "date-as-title",  # to an editor a date is text
    "quoted-date",  # and text may be a date
}
ONLY_STAGE_TWO_KNOWS = {
    "gate-outside-its-unit",  # the unit is that of the clause that the step names
}
ONLY_THE_EDITOR_LISTS_MODELS = {
    "broken-plugin",  # stage two says why a model is not there
    "model-without-plugin",
    "unknown-model",
}


@pytest.fixture(scope="module")
def schema_of_specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("schema") / "contract.schema.json"
    file.write_text(bundled(registry_of_specs()), encoding="utf-8")
    return file


def registry_of_specs() -> Registry:
    return Registry.of(core, acme, broken, faulty)


def verdicts() -> list[object]:
    """Return the broken contracts that are sound YAML, each with the verdict of stage one."""
    found: list[object] = []
    for file in sorted((SPECS / "bad").glob("*.yaml")):
        codes = {finding.code for finding in check_contract(file, registry_of_specs())[1]}
        if not any(code.startswith("VBC0") for code in codes):
            refused = any(code.startswith("VBC1") for code in codes)
            found.append(pytest.param(file, refused, id=file.stem))
    return found


@pytest.mark.parametrize(("file", "refused"), verdicts())
def test_the_editor_marks_what_stage_one_refuses(
    file: Path,
    refused: bool,  # noqa: FBT001 - a verdict
    server: LanguageServer,
    schema_of_specs: Path,
) -> None:
    line = first_line(schema_of_specs.as_uri())
    document = server.open(file, line + file.read_text(encoding="utf-8"))
    marked = bool(document.marks())
    document.close()
    if file.stem in ONLY_STRICT_YAML_KNOWS | ONLY_STAGE_TWO_KNOWS:
        assert (marked, refused) == (False, True)
    elif file.stem in ONLY_THE_EDITOR_LISTS_MODELS:
        assert (marked, refused) == (True, False)
    else:
        assert marked == refused


DATES = ("2024-01-01", "9999-12-31", "{from: 0001-01-01, to: 9999-12-31}")  # text to an editor
DAMAGES = ["delete", "repeat", "indent", *(value for value in VALUES if value not in DATES)]


def damaged(file: Path) -> Iterator[tuple[str, bool]]:
    """Yield a contract with each line changed in each way, and whether stage one refuses it.

    What is no strict YAML any more, and models that are not installed, are left out.
    """
    registry = Registry.installed()
    lines = [one for one in file.read_text("utf-8").splitlines() if one.strip()[:1] != "#"]
    for number, damage in product(range(len(lines)), DAMAGES):
        changed = [*lines[:number], edited(lines[number], damage), *lines[number + 1 :]]
        text = "".join(f"{line}\n" for line in changed)
        try:
            findings = check_document(parse_document(text, file.name), registry)[1]
        except Refusal:
            continue
        codes = {finding.code for finding in findings}
        if not codes & {"VBC301", "VBC302", "VBC303"}:
            yield text, any(code.startswith("VBC1") for code in codes)


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("cms/mssp-enhanced", "cms.mssp_quality_losses"),
        ("example/harbor-loss-ratio-corridor", "core.medical_loss_ratio_corridor"),
    ],
)
def test_the_editor_agrees_about_every_damaged_line(
    name: str, model: str, server: LanguageServer, tmp_path: Path
) -> None:
    schema = tmp_path / "contract.schema.json"
    installed = [InstalledModel(Registry.installed().payment_model(model), "installed")]
    schema.write_text(schema_text(installed), encoding="utf-8")
    opened = [
        (server.open(tmp_path / f"{number}.yaml", first_line(schema.name) + text), refused)
        for number, (text, refused) in enumerate(damaged(ROOT / "contract_specs" / f"{name}.yaml"))
    ]
    differing = [one.text for one, refused in opened if bool(one.marks()) != refused]
    for document, _ in opened:
        document.close()
    assert len(opened) > 250
    assert differing == []
