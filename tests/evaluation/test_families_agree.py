"""Every payment family, in every back end, on random facts with many values on an edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluation.conformance import BACK_ENDS, check
from tests.evaluation.families import FAMILIES, Family
from tests.evaluation.strategies import rows


@pytest.mark.parametrize("family", FAMILIES, ids=lambda one: one.__name__)
def test_a_family_gives_in_every_back_end_what_the_reference_gives(
    family: Callable[[], Family],
) -> None:
    contract = family()
    some = st.lists(rows(contract.edition, contract.shared, contract.options), min_size=1)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(some)
    def agree(facts: list[dict[str, Any]]) -> None:
        check(contract.edition, contract.shared, facts, contract.wanted, *BACK_ENDS)

    agree()
