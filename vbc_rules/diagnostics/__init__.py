"""Findings with stable codes and places, and how they are shown."""

from vbc_rules.diagnostics.diagnostic import Diagnostic, Place, Refusal, Severity, refuse

__all__ = ["Diagnostic", "Place", "Refusal", "Severity", "refuse"]
