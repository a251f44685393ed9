"""The name a person probably meant, and the hint that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable

_LONGEST_NAME = 100
_SIMILAR_ENOUGH = 0.75


def did_you_mean(name: str, known: Iterable[str], taken: Collection[str] = ()) -> str | None:
    """Return the known name most like `name`, or None where nothing is close enough.

    Names in `taken` are never suggested: they are already written beside `name`. A
    wrong neighbour misleads more than silence, so only a similarity above 0.75 counts.
    Equal similarities are decided by the alphabet.
    """
    if len(name) > _LONGEST_NAME:
        return None
    rated = [(_similarity(name, other), other) for other in set(known) - set(taken)]
    close = sorted((-rate, other) for rate, other in rated if rate > _SIMILAR_ENOUGH)
    return close[0][1] if close else None


def suggestion(
    name: str, known: Iterable[str], otherwise: str = "", taken: Collection[str] = ()
) -> str:
    """Return the hint for a name that is not known: what was probably meant, or `otherwise`."""
    meant = did_you_mean(name, known, taken)
    return f"did you mean `{meant}`?" if meant else otherwise


def _similarity(name: str, other: str) -> float:
    """Return a rank between 0 and 1; it is never part of an amount, so a float is right."""
    from difflib import SequenceMatcher

    if sorted(name.casefold()) == sorted(other.casefold()):
        return 1.0  # letters that changed places, the most common slip in a short word
    return SequenceMatcher(None, name.casefold(), other.casefold(), autojunk=False).ratio()
