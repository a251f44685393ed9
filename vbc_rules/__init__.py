"""What a plugin author imports: the language of terms, and what a plugin declares.

The names stand in the modules `authoring` of `hooks`, `quality` and `contracts`, and are
imported when the first one is asked for: a command that needs no model, such as `vbc --help`,
does not wait for the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vbc_rules.contracts.authoring import *  # noqa: F403 - the same
    from vbc_rules.hooks.authoring import *  # noqa: F403 - editors and mypy see every name
    from vbc_rules.quality.authoring import *  # noqa: F403 - the same
else:  # mypy must report unknown names itself

    def __getattr__(name: str) -> object:
        """Return what a plugin author imports by this name (PEP 562)."""
        from vbc_rules.hooks import authoring

        if name == "__all__":
            return __dir__()
        if name in authoring.__all__:
            return getattr(authoring, name)
        from vbc_rules.quality import authoring as quality

        if name in quality.__all__:
            return getattr(quality, name)
        from vbc_rules.contracts import authoring as contracts

        if name in contracts.__all__:
            return getattr(contracts, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        """Return the names for a prompt that completes them."""
        from vbc_rules.contracts import authoring as contracts
        from vbc_rules.hooks import authoring
        from vbc_rules.quality import authoring as quality

        return sorted([*authoring.__all__, *contracts.__all__, *quality.__all__])
