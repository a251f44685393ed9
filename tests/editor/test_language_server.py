"""What a person sees who writes a contract in an editor: offers, explanations, marks.

The answers are those of the language server that VS Code's YAML extension runs. Shipped
contracts are judged by the schema that is committed, the others by that of what is installed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import acme
import broken
import faulty
import pytest
from language_server import HERE, ROOT, SERVER, Document, LanguageServer, Mark, require

from tests.laws.damage import VALUES, edited
from vbc_rules.cli.schema import bundled
from vbc_rules.contracts.load import check_contract, check_document
from vbc_rules.contracts.schema.bundle import InstalledModel, schema_text
from vbc_rules.contracts.schema.editors import first_line, vscode_settings
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.core import plugin as core
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry

Editor = Callable[[str], Document]
HEAD = """\
contract: prairie
title: Prairie
carrier: acme
plugins: {core: ">=0.1,<1"}
term: {from: 2024-01-01, to: 2024-12-31}
line_of_business: commercial
parties: {payer: A, provider: B}
"""
SPECS = ROOT / "tests" / "specs"
BESIDE = (".case.yaml", ".facts.yaml", ".layout.yaml")
SHIPPED = sorted(
    file for file in (ROOT / "contract_specs").rglob("*.yaml") if not file.name.endswith(BESIDE)
)


def stream(model: str, below: str = "", section: str = "payment") -> str:
    return f"{section}:\n  - name: savings\n    model: {model}\n{below}"


ONE_SIDED = stream("core.shared_savings_one_sided", "    parameters:\n      ")
TARGETS = stream("core.targets_met", "    parameters:\n", "quality")


# ---- offers


def test_the_keys_of_a_contract_are_offered(editor: Editor) -> None:
    offered = editor("contract: prairie\n").completions("contract: prairie\n")
    keys = {"title", "carrier", "plugins", "term", "line_of_business", "parties", "payment"}
    assert keys <= set(offered)
    assert "contract" not in offered, "it is there already"


def test_a_key_says_what_it_is_for(editor: Editor) -> None:
    offered = editor("contract: prairie\n").completions("contract: prairie\n")
    assert offered["term"]["documentation"] == "The first and the last day of the contract."
    assert offered["term"]["insertText"] == "term:\n  from: $1\n  to: $2"


KEYS_OF_A_STREAM = {
    *("name", "model", "parameters", "facts", "measures", "hcp_lan", "elections", "exhibits"),
}


def test_a_new_stream_offers_each_key_once_and_of_no_certain_model(editor: Editor) -> None:
    document = editor("payment:\n  - \n")
    labels = document.labels("payment:\n  - ")
    assert sorted(labels) == sorted({*KEYS_OF_A_STREAM, "Stream"})
    parameters = document.completions("payment:\n  - ")["parameters"]
    assert parameters["documentation"] == "The terms that the parties agree for this model."


@pytest.mark.parametrize("written", ["", "elections: {}", "exhibits: [sharing_rate]"])
def test_a_stream_whose_model_is_chosen_offers_each_other_key_once(
    editor: Editor, written: str
) -> None:
    text = stream(
        "core.shared_savings_one_sided", f"    {written}\n    \n" if written else "    \n"
    )
    labels = editor(text).labels(text[:-1])
    there = {"name", "model", written.partition(":")[0]}
    assert sorted(labels) == sorted(KEYS_OF_A_STREAM - there)


ELECTS = "    elections:\n      \n"
EXHIBITS = "    exhibits:\n      - \n"
PARTLY = "    exhibits: [sharing_rate]\n    parameters:\n      \n"


@pytest.mark.parametrize("below", [ELECTS, EXHIBITS, PARTLY], ids=["elect", "exhibit", "state"])
def test_what_a_contract_leaves_open_and_what_it_states_are_offered_by_name(
    editor: Editor, below: str
) -> None:
    text = stream("core.shared_savings_one_sided", below)
    assert set(editor(text).completions(text[:-1])) == {
        *("minimum_savings_rate", "first_dollar", "sharing_rate", "payment_limit"),
        *("minimum_quality_score", "quality_scales_sharing"),
    }


def test_the_installed_models_are_offered_with_their_titles(editor: Editor) -> None:
    offered = editor(stream("")).completions("model: ")
    assert set(offered) == {model.id for model in Registry.installed().payment_models()}
    one_sided = offered["core.shared_savings_one_sided"]["documentation"]
    assert one_sided.startswith("Shared savings, one-sided (vbc-rules)")


def test_a_model_says_what_kind_of_payment_it_is(editor: Editor) -> None:
    offered = editor(stream("")).completions("model: ")
    assert "Kind: population." in offered["core.capitation"]["documentation"]


def test_the_parameters_of_the_chosen_model_are_offered_and_of_no_other(editor: Editor) -> None:
    offered = editor(ONE_SIDED).completions("parameters:\n      ")
    assert set(offered) == {
        *("minimum_savings_rate", "first_dollar", "sharing_rate", "payment_limit"),
        *("minimum_quality_score", "quality_scales_sharing"),
        "Parameters",  # all that are required, at once
    }


def test_a_parameter_that_is_written_is_not_offered_again(editor: Editor) -> None:
    text = f"{ONE_SIDED}sharing_rate: 0.5\n      "
    assert "sharing_rate" not in editor(text).completions("sharing_rate: 0.5\n      ")


def test_all_required_parameters_can_be_written_at_once(editor: Editor) -> None:
    text = editor(ONE_SIDED).completions("parameters:\n      ")["Parameters"]["insertText"]
    assert "minimum_quality_score:\n  value: $" in text


def test_a_choice_offers_its_options(editor: Editor) -> None:
    text = stream("core.medical_loss_ratio_corridor", "    parameters:\n      bands_of: \n")
    assert set(editor(text).completions("bands_of: ")) == {"premium", "target"}


def test_a_choice_with_its_citation_offers_its_options(editor: Editor) -> None:
    below = "    parameters:\n      bands_of:\n        value: \n"
    text = stream("core.medical_loss_ratio_corridor", below)
    assert set(editor(text).completions("value: ")) == {"premium", "target"}


def test_a_condition_offers_true_and_false(editor: Editor) -> None:
    assert set(editor(f"{ONE_SIDED}first_dollar: \n").completions("first_dollar: ")) == {
        "true",
        "false",
    }


def test_the_terms_of_a_quality_stream_are_offered(editor: Editor) -> None:
    offered = editor(f"{TARGETS}      \n").completions("parameters:\n      ")
    assert {"target", "weight", "lower_is_better", "must_be_met"} <= set(offered)
    assert "sharing_rate" not in offered


def test_a_term_that_varies_offers_its_entries(editor: Editor) -> None:
    below = f"{TARGETS}      target:\n        \n"
    assert {"entries", "cites", "adds_up_to"} <= set(editor(below).completions("target:\n        "))


def test_free_entries_offer_one_to_be_named(editor: Editor) -> None:
    below = f"{TARGETS}      target:\n        entries:\n          \n"
    offered = editor(below).completions("entries:\n          ")
    assert offered["measure"]["insertText"] == "${1:measure}: $2"


def test_entries_of_the_model_are_offered_by_name(editor: Editor) -> None:
    below = "    parameters:\n      minimum_measures:\n        entries:\n          \n"
    offered = editor(stream("cms.hospital_purchasing", below)).completions("entries:\n          ")
    assert {"clinical", "safety"} <= set(offered), list(offered)


def test_the_value_of_an_entry_is_offered(editor: Editor) -> None:
    below = f"{TARGETS}      must_be_met:\n        entries:\n          readmission: \n"
    assert set(editor(below).completions("readmission: ")) == {"true", "false"}


def test_the_facts_that_another_stream_may_compute_are_offered(editor: Editor) -> None:
    text = stream("core.shared_savings_one_sided", "    facts:\n      \n")
    offered = editor(text).completions("facts:\n      ")
    assert set(offered) == {"benchmark", "expenditure", "quality_score"}


# ---- explanations


def test_a_parameter_shows_title_unit_and_limits(editor: Editor) -> None:
    shown = editor(f"{ONE_SIDED}sharing_rate: 0.5\n").hover("sharing_rate")
    assert shown.startswith("#### Share of savings\n")
    assert "A rate, from 0 to 1 (75 % is 0.75)." in shown


def test_a_parameter_that_may_be_left_out_says_so(editor: Editor) -> None:
    assert "Optional." in editor(f"{ONE_SIDED}payment_limit: 0.1\n").hover("payment_limit")


def test_a_value_shows_the_term_it_belongs_to(editor: Editor) -> None:
    assert "Share of savings" in editor(f"{ONE_SIDED}sharing_rate: 0.5\n").hover("0.5")


def test_a_value_beside_its_citation_shows_its_limits(editor: Editor) -> None:
    text = f"{ONE_SIDED}sharing_rate: {{value: 0.5, cites: Agreement 4.2}}\n"
    assert "from 0 to 1" in editor(text).hover("value")


def test_an_entry_shows_the_term_it_belongs_to(editor: Editor) -> None:
    text = f"{TARGETS}      target:\n        entries:\n          readmission: 0.15\n"
    shown = editor(text).hover("readmission")
    assert shown.startswith("#### Target\n")
    assert "from 0 to 1" in shown


def test_a_model_shows_its_title(editor: Editor) -> None:
    shown = editor(ONE_SIDED).hover("core.shared_savings_one_sided")
    assert shown.startswith("#### Shared savings, one-sided\n")


# ---- marks


def test_a_misspelt_key_is_marked(editor: Editor) -> None:
    text = f"{HEAD}description: x\ntitel: y\n{stream('core.targets_met')}"
    marks = editor(text).marks()
    assert Mark("titel", 10, "Property titel is not allowed.") in marks


def test_a_value_above_its_limit_is_marked(editor: Editor) -> None:
    text = f"{HEAD}{ONE_SIDED}sharing_rate: 50\n"
    assert Mark("50", 13, "Value is above the maximum of 1.") in editor(text).marks()


def test_a_missing_parameter_is_marked_at_its_mapping(editor: Editor) -> None:
    text = f"{HEAD}{ONE_SIDED}sharing_rate: 0.5\n"
    marks = editor(text).marks()
    assert Mark("parameters", 12, 'Missing property "first_dollar".') in marks
    assert not [mark for mark in marks if "payment_limit" in mark.message], "it is optional"


def test_a_word_that_is_no_choice_is_marked(editor: Editor) -> None:
    text = stream("core.medical_loss_ratio_corridor", "    parameters:\n      bands_of: profit\n")
    marked = [mark for mark in editor(HEAD + text).marks() if mark.text == "profit"]
    assert [mark.message for mark in marked] == [
        'Value is not accepted. Valid values: "premium", "target".'
    ]


def test_a_model_that_is_not_installed_is_marked(editor: Editor) -> None:
    marks = editor(f"{HEAD}{stream('core.shared_saving')}").marks()
    assert [mark.text for mark in marks] == ["core.shared_saving"]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_nothing_is_marked_in_a_shipped_contract(file: Path, server: LanguageServer) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/"), "the relative path"
    document = server.open(file, text)
    assert document.marks() == []
    document.close()


def test_the_schema_line_is_what_is_followed(server: LanguageServer) -> None:
    text = SHIPPED[0].read_text(encoding="utf-8").partition("\n")[2].replace("title:", "titel:", 1)
    document = server.open(SHIPPED[0].with_name("without-a-schema.yaml"), text)
    assert document.marks() == []
    document.close()


def test_the_settings_that_vbc_prints_name_contracts_and_not_what_stands_beside_them() -> None:
    require(SERVER)
    settings = json.loads(vscode_settings("schemas/contract.schema.json"))["yaml.schemas"]
    misspelt = "titel: Prairie\n"
    with LanguageServer(schemas=settings) as server:
        for name, marked in (
            ("contracts/prairie.yaml", True),
            ("contracts/2025/prairie.yaml", True),
            ("contracts/prairie.case.yaml", False),
            ("contracts/prairie.facts.yaml", False),
            ("elsewhere/prairie.yaml", False),
        ):
            found = server.open(ROOT / name, misspelt).marks()
            assert any(mark.text == "titel" for mark in found) == marked, name


# ---- the same verdict as `vbc validate`

ONLY_STRICT_YAML_KNOWS = {
    "date-as-title",  # to an editor a date is text
    "quoted-date",  # and text may be a date
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
    if file.stem in ONLY_STRICT_YAML_KNOWS:
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


# ---- what is installed


def test_the_lock_names_no_registry() -> None:
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
