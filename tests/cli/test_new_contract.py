"""`vbc new contract`: a contract, facts and a case that work as they stand."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran

MODEL = "core.shared_savings_one_sided"
Vbc = Callable[..., Ran]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that lets a person at a terminal type lines."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def type_lines(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))

    return type_lines


def written(office: Path) -> set[str]:
    return {path.name for path in office.iterdir()} - {"prairie.yaml", "facts.csv"}


def test_three_files_are_written_and_what_to_do_next_is_told(office: Path, vbc: Vbc) -> None:
    ran = vbc("new", "contract", "river", "--model", MODEL, "--year", 2025)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "wrote river.yaml\n"
        "wrote river.facts.yaml\n"
        "wrote river.case.yaml\n"
        "try:\n"
        "  vbc validate river.yaml\n"
        "  vbc settle river.yaml --facts river.facts.yaml\n"
        "  vbc test river.case.yaml\n"
    )
    assert written(office) == {"river.yaml", "river.facts.yaml", "river.case.yaml"}


def test_what_is_told_to_do_next_works(vbc: Vbc) -> None:
    told = vbc("new", "contract", "river", "--model", MODEL, "--year", 2025).err
    commands = [line.split()[1:] for line in told.splitlines() if line.startswith("  vbc ")]
    assert [vbc(*command).code for command in commands] == [0, 0, 0]


def test_the_year_is_the_last_one_of_the_law_if_none_is_said(office: Path, vbc: Vbc) -> None:
    assert vbc("new", "contract", "river", "--model", "cms.mssp_one_sided").code == 0
    text = (office / "river.yaml").read_text(encoding="utf-8")
    assert "term: {from: 2024-01-01, to: 2024-12-31}" in text
    assert "carrier: cms  # agree on this\n" in text


def test_a_model_of_all_years_needs_a_year(office: Path, vbc: Vbc) -> None:
    ran = vbc("new", "contract", "river", "--model", MODEL)
    assert ran.code == 2
    assert f"say which year: {MODEL} holds for all of them" in ran.err
    assert written(office) == set()


def test_the_carrier_and_the_folder_are_as_said(office: Path, vbc: Vbc) -> None:
    given = ("--model", MODEL, "--year", 2025, "--carrier", "harbor", "--output", "a/b")
    assert vbc("new", "contract", "river", *given).code == 0
    assert "carrier: harbor  # " in (office / "a" / "b" / "river.yaml").read_text(encoding="utf-8")


def test_a_schema_above_the_folder_is_named_in_the_first_line(office: Path, vbc: Vbc) -> None:
    assert vbc("schema", "--write", "schemas/contract.schema.json").code == 0
    given = ("--model", MODEL, "--year", 2025, "--output", "contracts/harbor")
    assert vbc("new", "contract", "river", *given).code == 0
    text = (office / "contracts" / "harbor" / "river.yaml").read_text(encoding="utf-8")
    way = "../../schemas/contract.schema.json"
    assert text.startswith(f"# yaml-language-server: $schema={way}\n")


EXAMPLES = ["cms.mssp_enhanced", "uhc.ma_pcpi", "masshealth.aco_corridor", "oregon.cco_pool"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_an_example_becomes_settles(example: str, vbc: Vbc) -> None:
    told = vbc("new", "contract", "river", "--from-example", example).err
    commands = [line.split()[1:] for line in told.splitlines() if line.startswith("  vbc ")]
    assert [vbc(*command).code for command in commands] == [0, 0, 0]


def test_an_example_of_many_streams_settles_to_the_same_amounts(office: Path, vbc: Vbc) -> None:
    example = "cms.reach_global_complete"
    assert vbc("new", "contract", "river", "--from-example", example, "--carrier", "us").code == 0
    assert vbc("test", "river.case.yaml").code == 0
    text = (office / "river.yaml").read_text(encoding="utf-8")
    assert text.startswith(f"# Begun from the example {example}: ")
    assert "\ncontract: river\n" in text
    assert "\ncarrier: us\n" in text


def test_a_file_that_is_there_is_not_written_over(office: Path, vbc: Vbc) -> None:
    before = (office / "prairie.yaml").read_bytes()
    ran = vbc("new", "contract", "prairie", "--model", MODEL, "--year", 2025)
    assert ran.code == 1
    assert ran.err.startswith("prairie.yaml: error VBC039: The file is there already.\n")
    assert (office / "prairie.yaml").read_bytes() == before
    assert written(office) == set()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Harbor Savings.yaml", "write harbor-savings"),
        ("harbor_savings", "write harbor-savings"),
        ("../harbor", "write harbor"),
        ("é", "write small letters, digits and -"),
    ],
)
def test_a_malformed_name_is_refused(name: str, hint: str, office: Path, vbc: Vbc) -> None:
    ran = vbc("new", "contract", name, "--model", MODEL, "--year", 2025)
    assert (ran.code, ran.err) == (
        1,
        f"error VBC038: `{name}` cannot be the id of a contract.\n  hint: {hint}\n1 error\n",
    )
    assert written(office) == set()


def test_a_malformed_carrier_is_refused(vbc: Vbc) -> None:
    ran = vbc("new", "contract", "river", "--model", MODEL, "--carrier", "Harbor Health")
    assert ran.code == 1
    assert "error VBC038: `Harbor Health` cannot be the name of a carrier.\n" in ran.err
    assert "hint: write harbor_health\n" in ran.err


@pytest.mark.parametrize(
    ("model", "code", "hint"),
    [
        ("core.shared_saving_one_sided", "VBC302", f"did you mean `{MODEL}`?"),
        ("shared_saving_one_sided", "VBC303", f"did you mean `{MODEL}`?"),
        ("cor.shared_risk", "VBC301", "did you mean `core`?"),
    ],
)
def test_an_unknown_model_is_refused_with_what_was_meant(
    model: str, code: str, hint: str, vbc: Vbc
) -> None:
    ran = vbc("new", "contract", "river", "--model", model, "--year", 2025)
    assert ran.code == 1
    assert f"error {code}: " in ran.err
    assert f"hint: {hint}\n" in ran.err


def test_an_unknown_example_is_refused(vbc: Vbc) -> None:
    ran = vbc("new", "contract", "river", "--from-example", "cms.mssp_enhancd")
    assert ran.code == 1
    assert "hint: did you mean `cms.mssp_enhanced`?\n" in ran.err


def test_a_year_without_law_is_refused(vbc: Vbc) -> None:
    ran = vbc("new", "contract", "river", "--model", "cms.mips", "--year", 2030)
    assert ran.code == 1
    assert "error VBC513: cms.mips has no edition for 2030.\n" in ran.err
    assert "hint: it covers 2017 to 2026\n" in ran.err


def test_a_year_that_an_example_does_not_cover_is_refused(vbc: Vbc) -> None:
    ran = vbc("new", "contract", "river", "--from-example", "uhc.ma_pcpi", "--year", 1999)
    assert ran.code == 1
    assert "error VBC511: " in ran.err


@pytest.mark.parametrize(
    "options", [(), ("--model", MODEL, "--from-example", "uhc.ma_pcpi"), ("--year", "2025")]
)
def test_one_thing_to_begin_from_must_be_said(options: tuple[str, ...], vbc: Vbc) -> None:
    assert vbc("new", "contract", "river", *options).code == 2


def test_a_name_must_be_said_where_nobody_can_be_asked(vbc: Vbc) -> None:
    assert "Missing argument 'NAME'" in vbc("new", "contract", "--model", MODEL).err


# ---- on a terminal


def test_a_person_is_asked_for_what_is_not_said(
    office: Path, typed: Callable[..., None], vbc: Vbc
) -> None:
    typed("river", MODEL, "2025", "harbor")
    ran = vbc("new", "contract")
    assert ran.code == 0
    assert written(office) == {"river.yaml", "river.facts.yaml", "river.case.yaml"}
    assert "carrier: harbor  # " in (office / "river.yaml").read_text(encoding="utf-8")


def test_the_models_are_listed_by_kind_with_their_titles(
    typed: Callable[..., None], vbc: Vbc
) -> None:
    typed("core.capitation", "2025", "")
    told = vbc("new", "contract", "river").err
    kinds = [line for line in told.splitlines() if line.isalpha()]
    assert kinds[:2] == ["infrastructure", "performance"]
    population = told.partition("\npopulation\n")[2].partition("\n\n")[0]
    lines = [" ".join(line.split()[1:]) for line in population.splitlines()]
    assert "core.capitation Capitation by member month" in lines


def test_a_model_may_be_chosen_by_its_number(
    office: Path, typed: Callable[..., None], vbc: Vbc
) -> None:
    typed("1", "2025", "")
    assert vbc("new", "contract", "river").code == 0
    text = (office / "river.yaml").read_text(encoding="utf-8")
    assert "    model: core.advance_payment\n" in text
    assert "carrier: my_payer  # " in text


def test_a_person_who_types_an_unknown_model_is_told(typed: Callable[..., None], vbc: Vbc) -> None:
    typed("capitatio")
    ran = vbc("new", "contract", "river")
    assert ran.code == 1
    assert "hint: did you mean `core.capitation`?\n" in ran.err


def test_vbc_new_lists_what_can_be_begun(vbc: Vbc) -> None:
    assert "contract  Begin a contract" in vbc("new", "--help").out
