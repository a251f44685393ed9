"""Everything that a plugin must keep to, in one line; the laws say what its models promise."""

from __future__ import annotations

from vbc_rules.testing import Capped, Monotone, Scales, conformance

TestConformance = conformance(
    "vbc_example.plugin",
    laws={
        "willow.points_ladder": [
            Monotone("rate[blood_pressure]", "rising", "share"),
            Monotone("rate[readmission]", "falling", "share"),
        ],
        "willow.shared_savings": [
            Capped("earned", by="cap"),
            Scales(("benchmark", "expenditure")),
            Monotone("expenditure", "falling"),
        ],
    },
)
