"""Contracts, files and formulas by hand for the benchmarks of many entries."""

from __future__ import annotations

import os
import pickle
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from vbc_rules.contracts.load import load_contract
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.bulk import settled_in_bulk
from vbc_rules.settlement.settle import Settler

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the models are those of the tests

from tests.models import entries  # noqa: E402

HEAD = """contract: {id}
title: {id}
carrier: benchmark
plugins: {{entries: ">=0"}}
term: {{from: 2024-01-01, to: 2024-12-31}}
line_of_business: commercial
parties: {{payer: Benchmark, provider: Benchmark}}
payment:
  - name: payment
    model: entries.{model}
    parameters:
"""
CATEGORIES = tuple(f"c{number:02}" for number in range(1, 35))
CELLS = tuple(f"r{number:02}" for number in range(1, 21))


def episode_terms() -> dict[str, dict[str, str]]:
    """Return price, discount and outlier threshold of each category, as texts."""
    draw = random.Random(5)  # noqa: S311 - any numbers will do
    prices = {one: draw.randrange(8_000_00, 60_000_00) for one in CATEGORIES}
    return {
        "price": {one: f"{cents / 100:.2f}" for one, cents in prices.items()},
        "discount": {one: draw.choice(("0.03", "0.02", "0.015")) for one in CATEGORIES},
        "outlier": {one: f"{cents * 2 / 100:.2f}" for one, cents in prices.items()},
    }


def episode_contract() -> BoundContract:
    """Return the contract of episodes."""
    terms = "outlier_share: 0.2\nat_stake: 0.1\nstop_loss: 0.2\n".splitlines()
    return _bound("episodes", episode_terms(), terms)


def rates() -> dict[str, str]:
    """Return the capitation of each cell, as text."""
    draw = random.Random(6)  # noqa: S311 - any numbers will do
    return {one: f"{draw.randrange(90_00, 2_400_00) / 100:.2f}" for one in CELLS}


def month_contract() -> BoundContract:
    """Return the contract of member months."""
    return _bound("member_months", {"monthly_rate": rates()}, ["withhold: 0.015"])


def _bound(model: str, by_entry: dict[str, dict[str, str]], terms: list[str]) -> BoundContract:
    id = model.replace("_", "-")
    lines = [HEAD.format(id=id, model=model)]
    for name, values in by_entry.items():
        each = ", ".join(f"{entry}: {value}" for entry, value in values.items())
        lines.append(f"      {name}: {{entries: {{{each}}}}}\n")
    lines += [f"      {term}\n" for term in terms]
    registry = Registry.of(entries)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{id}.yaml")
        path.write_text("".join(lines), encoding="utf-8")
        return bind(load_contract(path, registry), registry)


@contextmanager
def files(**texts: Callable[[], Iterator[str]]) -> Iterator[list[Path]]:
    """Write some files for a while."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, lines in texts.items():
            path = Path(folder, f"{name}.csv")
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(lines())
            paths.append(path)
        yield paths


def hospitals(count: int) -> Iterator[str]:
    """Yield the lines of a file with a row for each hospital."""
    yield "entity,quality\n"
    yield from (f"h{number:04},{0.5 + number % 50 / 100:.4f}\n" for number in range(count))


def episodes(count: int, of: int) -> Iterator[str]:
    """Yield the lines of a file of episodes, spread over `of` hospitals."""
    draw = random.Random(7)  # noqa: S311 - any numbers will do
    price = {one: float(text) for one, text in episode_terms()["price"].items()}
    yield "entity,episode,category,spending,case_mix\n"
    for number in range(count):
        category = draw.choice(CATEGORIES)
        spent = price[category] * draw.lognormvariate(-0.05, 0.5)
        hospital = number * of // count
        mix = draw.randrange(6_000, 18_000) / 10_000
        yield f"h{hospital:04},e{number:07},{category},{spent:.2f},{mix:.4f}\n"


def plan() -> Iterator[str]:
    """Yield the lines of a file with the one plan of the member months."""
    yield "entity,score\nplan,0.8731\n"


def member_months(count: int) -> Iterator[str]:
    """Yield the lines of a file of member months."""
    draw = random.Random(8)  # noqa: S311 - any numbers will do
    yield "entity,member_month,cell,eligible_days,days,risk_factor\n"
    for number in range(count):
        days = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number % 12]
        eligible = days if draw.random() < 0.93 else draw.randrange(1, days + 1)  # noqa: PLR2004
        risk = draw.randrange(2_000, 40_000) / 10_000
        cell = draw.choice(CELLS)
        yield f"plan,m{number // 12:06}-{number % 12 + 1:02},{cell},{eligible},{days},{risk:.4f}\n"


ByHand = Callable[[Sequence[Path]], dict[str, int]]
"""A formula by hand: the cents of each entity, from the files."""


def compare(
    title: str,
    contract: Callable[[], BoundContract],
    texts: Mapping[str, Callable[[], Iterator[str]]],
    by_hand: Mapping[str, ByHand],
) -> None:
    """Print time, peak memory and wrong cents of exact settlement and of formulas by hand.

    Each runs in a process of its own, from the same files, one after the other: twice, so
    that a drift of the machine shows.
    """
    print(f"\n{title}")
    with files(**texts) as paths:
        works = {"exact settlement": lambda: settled(contract(), paths),
                 **{name: partial(one, paths) for name, one in by_hand.items()}}  # fmt: skip
        exact = None
        for _ in range(2):
            base = None
            for name, work in works.items():
                seconds, cpu, memory, found, notes = measured(work)
                exact, base = exact or found, base or cpu
                off = [abs(found[one] - cents) for one, cents in exact.items()]
                wrong = f"{sum(map(bool, off)):,} wrong, by up to {max(off):,} cents"
                print(f"  {name:<24}{seconds:8.2f} s {cpu:8.2f} s cpu {cpu / base:6.2f} x "
                      f"{memory:8.0f} MiB   {wrong}{notes}")  # fmt: skip


def settled(bound: BoundContract, paths: list[Path]) -> tuple[dict[str, int], str]:
    """Settle the files through the public code; return cents by entity, and the parts."""
    start = time.process_time()
    facts = read_facts(paths, bound.facts)
    read = time.process_time()
    settler = Settler(bound, facts)
    found = {one.entity: int(value * 100) for one in settled_in_bulk(settler)
             if isinstance(value := one.results[-1].value, Fraction)}  # fmt: skip
    done = time.process_time()
    facts.sha256()
    hashed = time.process_time() - done
    settled_in = done - read - hashed
    parts = f"reading {read - start:.2f}, settling {settled_in:.2f}, hash {hashed:.2f} s cpu"
    return found, f"\n      of this: {parts}"


def measured(work: Callable[[], Any]) -> tuple[float, float, float, dict[str, int], str]:
    """Run work in a process of its own; return seconds, CPU seconds, peak MiB and results."""
    read, write = os.pipe()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        found = work()
        with os.fdopen(write, "wb") as stream:
            stream.write(pickle.dumps(found if isinstance(found, tuple) else (found, "")))
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        found, notes = pickle.loads(stream.read())  # noqa: S301 - our own child wrote it
    _, status, usage = os.wait4(child, 0)
    assert status == 0
    cpu = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - start, cpu, usage.ru_maxrss / 1024, found, notes
