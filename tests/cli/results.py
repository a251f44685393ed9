"""A plugin that reads the results an invented payer publishes, year by year."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.hooks.declarations import FactLayout, PluginInfo, PublishedProgram
from vbc_rules.hooks.specification import hookimpl

HERE = Path(__file__).parent / "published"
YEARS = (2022, 2023)


@hookimpl
def vbc_plugin() -> PluginInfo:
    return PluginInfo("results", "Published results of Acme")


@hookimpl
def vbc_fact_layouts() -> list[FactLayout]:
    return [
        FactLayout(f"results.of_{year}", f"Results {year}", HERE / f"results_{year}.layout.yaml")
        for year in YEARS
    ]


@hookimpl
def vbc_published_programs() -> list[PublishedProgram]:
    layouts = {year: f"results.of_{year}" for year in YEARS}
    return [PublishedProgram("results.acme", "Acme shared savings", layouts, HERE)]
