"""What a person wants to start with, and what is refused before anything is written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import attrs
from packaging.version import Version

from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.diagnostics.suggest import id_suggestion
from vbc_rules.diagnostics.text import plain
from vbc_rules.hooks.registry import Registry
from vbc_rules.language.arrangement import Kind

_CONTRACT = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_CARRIER = re.compile("[a-z][a-z0-9_]*")
_SUFFIXES = (".yaml", ".facts.yaml", ".facts.csv", ".facts.json", ".case.yaml")


def check_name(name: str) -> None:
    """Refuse what cannot be the id of a contract.

    Raises:
        Refusal: VBC038.
    """
    if _CONTRACT.fullmatch(name):
        return
    words = re.findall("[a-z0-9]+", name.removesuffix(".yaml").lower())
    hint = f"write {'-'.join(words)}" if words else "write small letters, digits and -"
    raise refuse("VBC038", f"`{plain(name)}` cannot be the id of a contract.", hint=hint)


def check_carrier(carrier: str) -> None:
    """Refuse what cannot be the short name of a carrier.

    Raises:
        Refusal: VBC038.
    """
    if _CARRIER.fullmatch(carrier):
        return
    words = re.findall("[a-z0-9]+", carrier.lower())
    hint = f"write {'_'.join(words)}" if words else "write small letters, digits and _"
    raise refuse("VBC038", f"`{plain(carrier)}` cannot be the name of a carrier.", hint=hint)


def check_free(folder: Path, name: str, ends: Iterable[str] = _SUFFIXES) -> None:
    """Refuse to write over a file, or beside one that the new contract would be mixed up with.

    `ends` are how the names of these files end.

    Raises:
        Refusal: VBC039 for each file that is there.
    """
    there = [path for suffix in ends if os.path.lexists(path := folder / f"{name}{suffix}")]
    if there:
        hint = "choose another name, or another folder with --output"
        raise Refusal(
            Diagnostic("VBC039", "The file is there already.", Place(str(path)), hint)
            for path in there
        )


def wanted_model(id: str, registry: Registry) -> Model:
    """Return a payment model; one that does not exist is refused with the one that was meant.

    Raises:
        Refusal: VBC301 to VBC305 where it is not installed or its plugin is broken.
    """
    if "." not in id:
        known = (model.id for model in registry.payment_models())
        hint = id_suggestion(id, known, "run: vbc plugins models")
        raise refuse("VBC303", f"`{plain(id)}` is not the id of a payment model.", hint=hint)
    return registry.payment_model(id)


def models_by_kind(registry: Registry) -> dict[str, list[Model]]:
    """Return the installed payment models by the kind of payment, those of no kind last."""
    found: dict[str, list[Model]] = {kind: [] for kind in get_args(Kind)}
    found["other"] = []
    for model in registry.payment_models():
        found[model.arrangement.kind if model.arrangement else "other"].append(model)
    return {kind: models for kind, models in found.items() if models}


def compatible_versions(version: str) -> str:
    """Return the range of versions that a contract agrees on: from the installed one on."""
    release = Version(version).release
    return f">={release[0]}.{release[1] if len(release) > 1 else 0},<{release[0] + 1}"


@attrs.frozen
class Year:
    """The year of a new contract, and whether the model covers it."""

    model: Model

    def default(self) -> int | None:
        """Return the last year of the model, else the one in which its terms last changed."""
        last = self.model.covered_years()[1]
        return last if last is not None else self.model.edition_years()[-1] or None

    def check(self, year: int) -> int:
        """Return the year.

        Raises:
            Refusal: VBC513 for one that the model does not cover.
        """
        first, last = self.model.covered_years()
        if year < first or (last is not None and year > last):
            hint = f"it covers {first or 'all years'} to {last or 'now'}"
            raise refuse("VBC513", f"{self.model.id} has no edition for {year}.", hint=hint)
        return year
