"""`vbc plugins` and `vbc schema`: what is installed, whole or broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema

from tests.cli.office import Ran, install


def test_every_plugin_is_listed_with_its_distribution_and_what_it_gives(
    vbc: Callable[..., Ran],
) -> None:
    ran = vbc("plugins")
    assert (ran.code, ran.err) == (0, "")
    assert "acme  acme 1.4  Acme health plan\n" in ran.out
    given = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "payment model acme.shared_savings" in given
    assert "report format core.statement_html" in given


def test_a_broken_plugin_is_listed_with_the_reason(site: Path, vbc: Callable[..., Ran]) -> None:
    install(site, "broken_carrier", "broken = broken", version="2.0")
    ran = vbc("plugins")
    assert (ran.code, ran.err) == (1, "")
    assert "broken  broken-carrier 2.0  BROKEN\n" in ran.out
    assert "RuntimeError: the rate file is missing" in ran.out
    assert "acme  acme 1.4  Acme health plan\n" in ran.out


def test_a_plugin_that_cannot_be_imported_says_how_to_mend_it(
    site: Path, vbc: Callable[..., Ran]
) -> None:
    install(site, "gone_carrier", "gone = vbc_gone.plugin")
    ran = vbc("plugins")
    assert ran.code == 1
    assert "No module named 'vbc_gone'" in ran.out
    assert 'pip install --force-reinstall "gone-carrier"' in ran.out


def test_a_distribution_whose_entry_points_are_no_text_breaks_nothing(
    site: Path, vbc: Callable[..., Ran]
) -> None:
    install(site, "garbled", "garbled = x")
    (site / "garbled-1.0.dist-info" / "entry_points.txt").write_bytes(b"\xff\xfe[x]\n")
    assert vbc("plugins").code == 0


def test_two_plugins_of_one_namespace_are_both_named(site: Path, vbc: Callable[..., Ran]) -> None:
    install(site, "other_acme", "acme = acme", version="0.3")
    ran = vbc("plugins")
    assert ran.code == 1
    assert "acme 1.4 and other-acme 0.3 both claim the namespace `acme`" in ran.out


def test_a_conflict_fails_the_contracts_that_use_the_plugin(
    site: Path, vbc: Callable[..., Ran]
) -> None:
    install(site, "other_acme", "acme = acme", version="0.3")
    ran = vbc("validate", "prairie.yaml")
    assert ran.code == 1
    assert "prairie.yaml:10:12: error VBC305: " in ran.out


def test_a_broken_plugin_leaves_other_contracts_alone(site: Path, vbc: Callable[..., Ran]) -> None:
    install(site, "broken_carrier", "broken = broken")
    assert vbc("validate", "prairie.yaml").code == 0


def test_the_schema_accepts_what_is_valid_and_nothing_misspelt(vbc: Callable[..., Ran]) -> None:
    ran = vbc("schema")
    schema = json.loads(ran.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (ran.code, ran.err) == (0, "")
    assert "acme.shared_savings" in schema["$defs"]
    assert "core.shared_savings_two_sided" in schema["$defs"]


def test_a_written_schema_is_up_to_date_until_a_plugin_is_gone(
    site: Path, vbc: Callable[..., Ran]
) -> None:
    assert vbc("schema", "--write", "contract.schema.json") == Ran(0, "", "")
    assert vbc("schema", "--check", "contract.schema.json").code == 0
    shutil.rmtree(site / "acme-1.4.dist-info")
    stale = vbc("schema", "--check", "contract.schema.json")
    assert (stale.code, stale.out) == (1, "")
    assert "run: vbc schema --write contract.schema.json" in stale.err


def test_writing_and_checking_exclude_each_other(office: Path, vbc: Callable[..., Ran]) -> None:
    ran = vbc("schema", "--write", "x", "--check", "x")
    assert (ran.code, ran.out) == (2, "")
    assert not (office / "x").exists()


def test_a_schema_that_cannot_be_written_is_refused(vbc: Callable[..., Ran]) -> None:
    ran = vbc("schema", "--write", ".")
    assert (ran.code, ran.out) == (1, "")
    assert "error VBC701: " in ran.err


def test_a_schema_that_is_not_there_is_out_of_date(vbc: Callable[..., Ran]) -> None:
    ran = vbc("schema", "--check", "nowhere.json")
    assert (ran.code, ran.out) == (1, "")
    assert "nowhere.json is out of date" in ran.err


def test_a_schema_that_is_no_text_is_refused(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "x.json").write_bytes(b"\xff\xfe")
    ran = vbc("schema", "--check", "x.json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("x.json:1:1: error VBC005: ")


def test_the_settings_of_an_editor_name_the_schema_that_is_written(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    ran = vbc("schema", "--write", "schemas/contract.schema.json", "--editor")
    assert (ran.code, ran.err) == (0, "")
    assert list(json.loads(ran.out)["yaml.schemas"]) == ["./schemas/contract.schema.json"]
    assert (office / "schemas" / "contract.schema.json").is_file()


def test_the_settings_of_an_editor_alone_write_nothing(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    before = set(office.iterdir())
    ran = vbc("schema", "--editor")
    assert list(json.loads(ran.out)["yaml.schemas"]) == ["./contract.schema.json"]
    assert set(office.iterdir()) == before


def test_settings_and_checking_exclude_each_other(vbc: Callable[..., Ran]) -> None:
    assert vbc("schema", "--editor", "--check", "x").code == 2


def test_models_are_listed_by_kind_in_words(vbc: Callable[..., Ran]) -> None:
    ran = vbc("plugins", "models")
    assert (ran.code, ran.err) == (0, "")
    kinds = [line for line in ran.out.splitlines() if line and not line.startswith(" ")]
    assert kinds[:2] == ["infrastructure", "performance"]
    assert "  core.quality_pool " in ran.out


def test_models_are_found_by_the_words_of_their_terms(vbc: Callable[..., Ran]) -> None:
    ran = vbc("plugins", "models", "Stop-Loss", "attachment point")
    assert (ran.code, ran.err) == (0, "")
    assert "core.individual_stop_loss" in ran.out
    assert "core.quality_pool" not in ran.out


def test_no_model_for_the_words_is_told(vbc: Callable[..., Ran]) -> None:
    ran = vbc("plugins", "models", "withhold", "xyzzy")
    assert ran == Ran(1, "", "no model says withhold and xyzzy\n")


def test_models_are_listed_beside_a_broken_plugin(site: Path, vbc: Callable[..., Ran]) -> None:
    install(site, "broken_carrier", "broken = broken", version="2.0")
    (site / "broken.py").write_text("1 / 0\n", encoding="utf-8")
    ran = vbc("plugins", "models", "pool")
    assert "core.quality_pool" in ran.out
