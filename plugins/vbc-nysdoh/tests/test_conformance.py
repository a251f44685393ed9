"""The plugin keeps what its users rely on."""

from __future__ import annotations

from vbc_rules.testing import conformance

TestConformance = conformance("vbc_nysdoh.plugin")
