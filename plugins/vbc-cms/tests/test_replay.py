"""The results that CMS published, computed again from what it published with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.replay import VERDICTS, Replay, replay

pytestmark = pytest.mark.published


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.installed()


def replayed(registry: Registry, path: Path, year: int | None) -> Replay:
    return replay(registry.published_program("cms.mssp"), path, registry, year)


# year, ACOs, matched within a dollar, within the rounding of the printed quality score
RESULTS = [(2018, 548, 372, 176), (2021, 475, 475, 0), (2022, 482, 482, 0)]


@pytest.mark.parametrize(("year", "rows", "matched", "rounding"), RESULTS)
def test_every_published_result_is_computed_again(
    registry: Registry, published: Path, year: int, rows: int, matched: int, rounding: int
) -> None:
    compared = replayed(registry, published / "mssp" / f"PY{year}.csv", year)
    counts = [compared.count(verdict) for verdict in VERDICTS]
    assert (len(compared.rows), counts) == (rows, [matched, rounding, 0, 0])


@pytest.mark.parametrize("year", [2018, 2021, 2022])
def test_the_file_tells_its_year(registry: Registry, published: Path, year: int) -> None:
    compared = replayed(registry, published / "mssp" / f"PY{year}.csv", None)
    assert compared.period == str(year)


@pytest.mark.parametrize(("file", "period"), [(2021, 2018), (2018, 2022), (2022, 2023)])
def test_a_results_file_of_another_year_is_refused(
    registry: Registry, published: Path, file: int, period: int
) -> None:
    with pytest.raises(Refusal, match=r"VBC44[12]"):
        replayed(registry, published / "mssp" / f"PY{file}.csv", period)


def test_a_changed_result_is_not_passed_over(
    registry: Registry, published: Path, tmp_path: Path
) -> None:
    text = (published / "mssp" / "PY2022.csv").read_text(encoding="utf-8")
    changed = tmp_path / "changed.csv"
    changed.write_text(text.replace(",45867446,", ",45867448,"), encoding="utf-8")
    compared = replayed(registry, changed, 2022)
    [row] = [row for row in compared.rows if row.verdict == "unexplained"]
    assert (row.entity, row.difference) == ("A1001", 2)


def test_the_second_issue_of_2022_is_read_too(
    registry: Registry, published: Path, tmp_path: Path
) -> None:
    text = (published / "mssp" / "PY2022.csv").read_text(encoding="utf-8")
    second = tmp_path / "second.csv"
    renamed = text.replace("Prorate_Shared_Losses", "Impact_Mid_Year_Termination")
    second.write_text(renamed.replace(",1068416,", ",0,"), encoding="utf-8")
    assert replayed(registry, second, 2022).count("matched") == 482
