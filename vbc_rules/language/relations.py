"""Relations between terms: what a contract must not state together, or not apart.

A relation is declared once, beside the term it is about, and is checked in every contract,
for every time in which the values apply.
"""

from __future__ import annotations

from collections.abc import Collection

import attrs

Names = str | tuple[str, ...]


def _listed(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


@attrs.frozen
class Relations:
    """What a term has to do with parameters of its model, by their names.

    It is not below any of `not_below`. It means nothing unless one of `only_with` is
    stated. It must be given where one of `needed_with` is stated: a parameter in the
    contract, a fact among the facts. It is not stated beside any of `not_with`. It must be
    stated where none of `needed_without` is, unless it would mean nothing.
    """

    not_below: tuple[str, ...] = attrs.field(default=(), converter=_listed)
    only_with: tuple[str, ...] = attrs.field(default=(), converter=_listed)
    needed_with: tuple[str, ...] = attrs.field(default=(), converter=_listed)
    not_with: tuple[str, ...] = attrs.field(default=(), converter=_listed)
    needed_without: tuple[str, ...] = attrs.field(default=(), converter=_listed)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every parameter that is named."""
        return tuple(name for names in attrs.astuple(self) for name in names)

    @property
    def decides(self) -> bool:
        """Say whether what else is stated decides on the term, so that it cannot be required."""
        return any((self.only_with, self.needed_with, self.not_with, self.needed_without))

    def required(self, stated: Collection[str], possible: Collection[str] = ()) -> bool:
        """Say whether a term that is absent must be there beside those that are stated.

        `possible` are those that may be stated, and need not be: they excuse what is absent.
        """
        if any(one in stated for one in self.needed_with):
            return True
        means_something = not self.only_with or any(one in stated for one in self.only_with)
        excused = any(one in stated or one in possible for one in self.needed_without)
        return bool(means_something and self.needed_without and not excused)

    def named_in(self, full_name: str, own_name: str) -> Relations:
        """Return the relations with full names, for a term of a part `part.term`."""
        prefix = full_name.removesuffix(own_name)
        full = ([prefix + one for one in names] for names in attrs.astuple(self))
        return Relations(*map(tuple, full))
