"""Tracks without losses: Track 1, BASIC levels A and B."""

from __future__ import annotations

from vbc_cms.mssp.savings import SAVINGS_STAGES, SharedSavings


class OneSided(SharedSavings):
    """Medicare Shared Savings Program, savings only."""

    id = "cms.mssp_one_sided"
    waterfall = SAVINGS_STAGES
