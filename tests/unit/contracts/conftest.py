from __future__ import annotations

import acme
import pytest

from vbc_rules.hooks.registry import Registry


@pytest.fixture
def registry() -> Registry:
    return Registry.of(acme)
