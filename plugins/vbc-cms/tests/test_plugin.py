"""Facts that a model of the plugin refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vbc_rules import Refusal
from vbc_rules.evaluation.exact import Run

Evaluate = Callable[..., Run]


def test_below_the_sliding_scale_a_stated_rate_is_needed(evaluate: Evaluate) -> None:
    run = evaluate("mssp-track-1", 2017, assigned_beneficiaries="499")
    with pytest.raises(Refusal, match="VBC503 no row of table `sliding_scale` applies to 499"):
        run.clause("minimum_savings_rate")
