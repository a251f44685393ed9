"""Everything that a plugin must keep to."""

from __future__ import annotations

from vbc_rules.testing import conformance

TestConformance = conformance("vbc_iha.plugin")
