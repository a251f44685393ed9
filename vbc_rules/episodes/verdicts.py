"""Whether a service counts in a category's episodes; each kind of lines is judged once."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from vbc_rules.episodes.definition import Category, Kind


@attrs.frozen(eq=False)
class Verdict:
    """What a category says of a kind of services.

    `excluded` is the reason for which they never count, or empty; `is_listed` tells whether
    they are in its scope.
    """

    excluded: str
    is_listed: bool
    is_complication: bool
    is_related: bool


NOT_LISTED = "not among the included services"


def judge(category: Category, kind: Kind) -> Verdict:
    """Return what a category says of services of a kind; an exclusion is stronger than a list."""
    return Verdict(
        next((rule.reason for rule in category.excluded if rule.fits(kind)), ""),
        _is_listed(category, kind),
        any(rule.fits(kind) for rule in category.complications),
        any(rule.fits(kind) for rule in category.related_care),
    )


def _is_listed(category: Category, kind: Kind) -> bool:
    listed = (*category.included, *category.complications)
    return category.scope == "everything" or any(rule.fits(kind) for rule in listed)


class Verdicts:
    """The verdicts of all categories on the kinds of some lines."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        """Judge nothing yet."""
        self._kinds = kinds
        self._known: dict[tuple[str, int], Verdict] = {}

    def on(self, category: Category, kind: int) -> Verdict:
        """Return the verdict of a category on a kind, by its number."""
        key = category.name, kind
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = judge(category, self._kinds[kind])
        return found
