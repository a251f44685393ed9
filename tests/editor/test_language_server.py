"""What a person sees who writes a contract in an editor: offers, explanations, marks.

The answers are those of the language server that VS Code's YAML extension runs. Shipped
contracts are judged by the schema that is committed, the others by that of what is installed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from language_server import HERE, ROOT, SERVER, Document, LanguageServer, Mark, require

from vbc_rules.contracts.schema.editors import vscode_settings
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


TERMS_OF_ONE_SIDED = {
    *("minimum_savings_rate", "first_dollar", "sharing_rate", "payment_limit"),
    *("minimum_quality_score", "quality_scales_sharing"),
}
RATES_BY_PANEL = {"minimum_savings_rate_by_members", "minimum_rates_between_rows"}
ELECTS = "    elections:\n      \n"
EXHIBITS = "    exhibits:\n      - \n"
PARTLY = "    exhibits: [sharing_rate]\n    parameters:\n      \n"


@pytest.mark.parametrize("below", [ELECTS, EXHIBITS, PARTLY], ids=["elect", "exhibit", "state"])
def test_what_a_contract_leaves_open_and_what_it_states_are_offered_by_name(
    editor: Editor, below: str
) -> None:
    text = stream("core.shared_savings_one_sided", below)
    assert set(editor(text).completions(text[:-1])) == {
        *TERMS_OF_ONE_SIDED,
        *(RATES_BY_PANEL if below != ELECTS else {"minimum_rates_between_rows"}),  # no table
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
        *TERMS_OF_ONE_SIDED,
        *RATES_BY_PANEL,
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
    assert set(offered) == {"benchmark", "expenditure", "quality_score", "members"}


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


# ---- what is installed


def test_the_lock_names_no_registry() -> None:
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
