"""A user's file of benchmarks is read by our own reader or by that of one plugin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.hooks.plugins import plugin
from tests.unit.quality.samples import benchmark
from tests.unit.quality.test_files import BENCHMARK
from vbc_rules import Benchmark, BenchmarkReader, Refusal
from vbc_rules.hooks.registry import Registry
from vbc_rules.quality.benchmark_files import load_benchmarks

Read = Callable[[str, str], list[Benchmark]]


def registry(*reads: Read) -> Registry:
    readers = [
        BenchmarkReader(f"acme.reader_{number}", "Acme", ".json", read)
        for number, read in enumerate(reads, 1)
    ]
    return Registry.of(plugin(vbc_benchmark_readers=readers))


def two(text: str, file: str) -> list[Benchmark]:
    del file
    return [benchmark(id="acme.b", year=int(text)), benchmark(id="acme.a", year=2023)]


def one(text: str, file: str) -> list[Benchmark]:
    del text, file
    return [benchmark()]


def broken(text: str, file: str) -> list[Benchmark]:
    raise KeyError(text + file)


def repeated(text: str, file: str) -> list[Benchmark]:
    del text, file
    return [benchmark(), benchmark(id="acme.again")]


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path, known: Registry, reader: str | None = None) -> list[str]:
    with pytest.raises(Refusal) as caught:
        load_benchmarks(path, known, reader)
    return [finding.code for finding in caught.value.diagnostics]


def test_a_yaml_file_is_one_of_our_own(tmp_path: Path) -> None:
    (found,) = load_benchmarks(file(tmp_path, "mine.yaml", BENCHMARK), registry())
    assert found.id == "acme.blood_pressure_2024"


def test_the_only_reader_of_a_suffix_is_taken_and_benchmarks_are_sorted(tmp_path: Path) -> None:
    found = load_benchmarks(file(tmp_path, "theirs.json", "2024"), registry(two))
    assert [each.id for each in found] == ["acme.a", "acme.b"]


def test_a_named_reader_reads_any_file(tmp_path: Path) -> None:
    path = file(tmp_path, "theirs.txt", "2024")
    assert len(load_benchmarks(path, registry(two, one), "acme.reader_2")) == 1


@pytest.mark.parametrize("known", [registry(), registry(one, two)])
def test_no_reader_or_several_are_refused(tmp_path: Path, known: Registry) -> None:
    assert refused(file(tmp_path, "theirs.json", "2024"), known) == ["VBC813"]


def test_an_unknown_reader_is_refused(tmp_path: Path) -> None:
    path = file(tmp_path, "theirs.json", "2024")
    assert refused(path, registry(one), "acme.other") == ["VBC302"]


def test_a_reader_that_fails_is_a_finding(tmp_path: Path) -> None:
    assert refused(file(tmp_path, "theirs.json", "x"), registry(broken)) == ["VBC313"]


def test_what_a_reader_returns_is_checked(tmp_path: Path) -> None:
    assert refused(file(tmp_path, "theirs.json", "x"), registry(repeated)) == ["VBC803"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.json", registry(one)) == ["VBC001"]
