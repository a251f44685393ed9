"""Sources: where a value comes from that is not reported, by the names a contract uses."""

from __future__ import annotations

import attrs

SETTLEMENT = "settlement"
"""What begins the names of steps, of their terms, and of facts that belong to no stream."""


@attrs.frozen
class Source:
    """The clause that gives a fact its value: the name of a use, and a clause of its model.

    A step across uses may also name a term of the model.
    """

    use: str
    clause: str

    def __str__(self) -> str:
        """Return how it is written in a contract."""
        return f"{self.use}.{self.clause}"
