"""Tracks without losses: Track 1, BASIC levels A and B."""

from __future__ import annotations

from vbc_cms.mssp.savings import QUALITY_FACTS, SAVINGS_STAGES, SharedSavings
from vbc_rules import Arrangement


class OneSided(SharedSavings):
    """Medicare Shared Savings Program, savings only."""

    id = "cms.mssp_one_sided"
    waterfall = SAVINGS_STAGES
    arrangement = Arrangement("savings", quality=QUALITY_FACTS)
