"""The checks as a test class, made by one line in a plugin's own tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.testing.kit.checks import (
    FITS,
    MODEL,
    PLUGIN,
    Exempt,
    found_by,
    law_findings,
    why_it_does_not_load,
)
from vbc_rules.testing.kit.findings import sentences
from vbc_rules.testing.kit.laws import Law
from vbc_rules.testing.kit.subject import Subject

_DOES_NOT_LOAD = f"the plugin does not load: see test_{FITS}"


def conformance(
    module: str,
    *,
    laws: Mapping[str, Sequence[Law]] | None = None,
    exempt: Sequence[Exempt] = (),
) -> type[Any]:
    """Return a test class for the plugin that a module defines.

    One test stands for each check, and for each check and model; their names say what holds.
    Of a plugin that does not load one test fails, with all that is known, and the others skip.
    `laws` are by the id of a model. `exempt` are findings that are known and left, each with
    a reason.

        TestConformance = conformance("vbc_acme.plugin")
    """
    unknown = [one.check for one in exempt if one.check not in {*PLUGIN, *MODEL}]
    if unknown:
        raise ValueError(f"no check is called {unknown[0]!r}; there are {', '.join(PLUGIN)}, "
                         f"{', '.join(MODEL)}")  # fmt: skip
    subject = cache(lambda: Subject.of(module))
    body: dict[str, Any] = {"__doc__": f"The conformance of {module}.", "__module__": __name__}
    for name in PLUGIN:
        body[f"test_{name}"] = _of_plugin(name, subject, exempt)
    for name in MODEL:
        body[f"test_{name}"] = _of_model(name, subject, exempt)
    declared = [(id, law) for id, of_model in (laws or {}).items() for law in of_model]
    if declared:
        body["test_a_declared_law_holds"] = _of_laws(declared, subject)
    body["pytest_generate_tests"] = staticmethod(_each_model(subject))
    return type("Conformance", (), body)


class DoesNotConform(AssertionError):
    """Findings of a check, as pytest shows them."""


def _of_plugin(
    name: str, subject: Callable[[], Subject], exempt: Sequence[Exempt]
) -> Callable[[Any], None]:
    def test(_self: Any) -> None:  # noqa: ANN401 - the instance that pytest makes
        if not subject().findings:
            _require_none(found_by(name, lambda: PLUGIN[name](subject()), exempt))
        elif name == FITS:
            _require_none(why_it_does_not_load(subject(), exempt))
        else:
            pytest.skip(_DOES_NOT_LOAD)

    return test


def _of_model(
    name: str, subject: Callable[[], Subject], exempt: Sequence[Exempt]
) -> Callable[[Any, str], None]:
    def test(_self: Any, model: str) -> None:  # noqa: ANN401 - the instance that pytest makes
        [found] = [one for one in subject().models if one.id == model]
        _require_none(found_by(name, lambda: MODEL[name](subject(), found), exempt, model))

    return test


def _of_laws(
    declared: Sequence[tuple[str, Law]], subject: Callable[[], Subject]
) -> Callable[[Any, str, Law], None]:
    @pytest.mark.parametrize(("id", "law"), declared, ids=[f"{id}-{law}" for id, law in declared])
    def test(_self: Any, id: str, law: Law) -> None:  # noqa: ANN401 - the instance that pytest makes
        if subject().findings:
            pytest.skip(_DOES_NOT_LOAD)
        _require_none(law_findings(subject(), id, law))

    found: Callable[[Any, str, Law], None] = test
    return found


def _each_model(subject: Callable[[], Subject]) -> Callable[[pytest.Metafunc], None]:
    def generate(metafunc: pytest.Metafunc) -> None:
        if "model" in metafunc.fixturenames:
            absent = _DOES_NOT_LOAD if subject().findings else "the plugin has no payment model"
            none = pytest.param("", marks=pytest.mark.skip(reason=absent), id="no model")
            metafunc.parametrize("model", [model.id for model in subject().models] or [none])

    return generate


def _require_none(findings: Sequence[Diagnostic]) -> None:
    __tracebackhide__ = True
    if findings:
        raise DoesNotConform("\n".join(sentences(findings)))
