"""Tracks with a fixed loss rate: Track 1+, BASIC levels C, D and E."""

from __future__ import annotations

from vbc_cms.mssp.losses import SharedLosses


class FixedLosses(SharedLosses):
    """Medicare Shared Savings Program, savings and losses at a fixed loss rate."""

    id = "cms.mssp_fixed_losses"
