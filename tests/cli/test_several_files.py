"""Facts in several files, and lines that vary, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran

Vbc = Callable[..., Ran]
EXAMPLES = Path(__file__).parents[2] / "contract_specs" / "example"
CONTRACT = EXAMPLES / "harbor-percentile-tiers.yaml"
FACTS = EXAMPLES / "harbor-percentile-tiers.facts.yaml"
ENTITIES = "entity,member_months\nlakeside-north,60000\nlakeside-south,28415\n"
MEASURES = """entity,measure,rate,prior_rate,denominator
lakeside-north,blood_pressure_control,0.72,,412
lakeside-north,breast_cancer_screening,0.74,,180
lakeside-south,blood_pressure_control,0.63,,210
lakeside-south,colorectal_screening,0.72,,188
lakeside-south,hba1c_poor_control,0.41,,21
lakeside-north,colorectal_screening,0.58,0.52,380
lakeside-north,hba1c_poor_control,0.24,0.26,164
"""


@pytest.fixture
def files(office: Path) -> tuple[str, ...]:
    """Return the options that name a file of entities and a long one of measures."""
    (office / "entities.csv").write_text(ENTITIES, encoding="utf-8")
    (office / "measures.csv").write_text(MEASURES, encoding="utf-8")
    return ("--facts", "entities.csv", "--facts", "measures.csv")


def test_files_together_settle_as_one_file_does(vbc: Vbc, files: tuple[str, ...]) -> None:
    together = vbc("settle", CONTRACT, *files, "--format", "csv")
    assert together.out == vbc("settle", CONTRACT, "--facts", FACTS, "--format", "csv").out
    assert "lakeside-north,2024,99000," in together.out


def test_files_together_have_the_hash_of_one_file(vbc: Vbc, files: tuple[str, ...]) -> None:
    settled = [vbc("settle", CONTRACT, *given) for given in (files, ("--facts", FACTS))]
    hashes = [[line for line in one.out.splitlines() if "sha256" in line] for one in settled]
    assert hashes[0] == hashes[1]
    assert hashes[0]


def test_a_line_that_varies_is_explained_at_its_entry(vbc: Vbc, files: tuple[str, ...]) -> None:
    clause = "tiers.counted[colorectal_screening]"
    ran = vbc("explain", CONTRACT, *files, "--entity", "lakeside-north", "--clause", clause)
    assert ran.code == 0
    assert "measures.csv:7:37" in ran.out
    assert "blood_pressure" not in ran.out


def test_a_line_that_varies_is_refused_without_its_entry(vbc: Vbc, files: tuple[str, ...]) -> None:
    ran = vbc(
        "explain", CONTRACT, *files, "--entity", "lakeside-north", "--clause", "tiers.counted"
    )
    assert (ran.code, ran.out) == (1, "")
    assert "VBC526: `tiers.counted` varies by tiers.measure." in ran.err
    assert "name an entry of each, as in tiers.counted[tiers.measure]" in ran.err


def test_an_entry_that_does_not_exist_is_refused(vbc: Vbc, files: tuple[str, ...]) -> None:
    clause = "tiers.counted[colorectal_screning]"
    ran = vbc("explain", CONTRACT, *files, "--entity", "lakeside-north", "--clause", clause)
    assert (ran.code, ran.out) == (1, "")
    assert "VBC527: Entity `lakeside-north`: There is no tiers.measure" in ran.err
    assert "did you mean `colorectal_screening`?" in ran.err


def test_sweeps_read_several_files(vbc: Vbc, files: tuple[str, ...]) -> None:
    ran = vbc("sweep", CONTRACT, *files, "--entity", "lakeside-south", "--vary", "member_months")
    assert (ran.code, ran.err) == (0, "")
    assert "member_months moves" in ran.out


def test_a_fact_in_two_files_is_refused(vbc: Vbc, files: tuple[str, ...]) -> None:
    ran = vbc("settle", CONTRACT, *files, "--facts", "entities.csv")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC470: Fact `member_months` stands in entities.csv and in entities.csv." in ran.err


def test_a_layout_reads_one_file(vbc: Vbc, files: tuple[str, ...]) -> None:
    ran = vbc("settle", CONTRACT, *files, "--layout", "some.layout")
    assert ran.code == 2
    assert "--layout reads one file" in ran.err
