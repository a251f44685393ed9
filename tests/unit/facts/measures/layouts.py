"""A layout of measure results for the model of targets, and results for it."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.facts.measures.layout import ResultLayout, load_result_layout
from vbc_rules.hooks.declarations import FactLayout

LAYOUT = """\
measure_results: acme.results
title: Results of a test
entries:
  pressure:
    identifiers: ["http://example.org/Measure/blood-pressure", cms165, CBP]
    minimum_denominator: 30
  screening: {measure: core.breast_cancer_screening}
facts:
  rate: {figure: rate, decimals: 4}
  denominator: {figure: eligible}
"""


def layout(folder: Path, text: str = LAYOUT, id: str = "") -> ResultLayout:
    """Return the layout that a text writes."""
    path = folder / "layout.yaml"
    path.write_text(text, encoding="utf-8")
    return load_result_layout(FactLayout(id, "", path))
