"""The kinds of objects that hooks declare: what each must be, and what names it."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Generic, TypeVar

import attrs

from vbc_rules.hooks.declarations import (
    ContractCheck,
    ContractClassification,
    Example,
    FactLayout,
    LintRule,
    ModelAt,
    PublishedProgram,
    ReportFormat,
)
from vbc_rules.hooks.quality import Benchmark, BenchmarkReader, Measure
from vbc_rules.language import PaymentModel

T = TypeVar("T")

ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
"""An id: the namespace of its plugin, a dot, and a name."""

CHECK_CODE = re.compile(r"[A-Z]{2,}[0-9]{3}")
"""The code of a contract check or a lint rule, such as ACME101."""


@attrs.frozen
class Kind(Generic[T]):
    """One kind of declared object. `noun` is its name in sentences, `key` its id or code."""

    hook: str
    noun: str
    accepts: Callable[[object], bool]
    key: Callable[[T], str]
    expected: str


def _of(hook: str, noun: str, declared: type[T], key: str = "id") -> Kind[T]:
    def accepts(value: object) -> bool:
        return isinstance(value, declared)

    return Kind(hook, noun, accepts, attrgetter(key), f"a {declared.__name__}")


def is_model(value: object) -> bool:
    """Tell whether this is a model that can be named; one without an id is a base for others."""
    is_model = isinstance(value, type) and issubclass(value, PaymentModel)
    return is_model and isinstance(getattr(value, "id", None), str)


PAYMENT_MODEL: Kind[type[PaymentModel] | ModelAt] = Kind(
    "vbc_payment_models",
    "payment model",
    lambda value: isinstance(value, ModelAt) or is_model(value),
    attrgetter("id"),
    "a PaymentModel class with an id",
)
QUALITY_MEASURE = _of("vbc_quality_measures", "quality measure", Measure)
QUALITY_BENCHMARK = _of("vbc_quality_benchmarks", "quality benchmark", Benchmark)
BENCHMARK_READER = _of("vbc_benchmark_readers", "benchmark reader", BenchmarkReader)
REPORT_FORMAT = _of("vbc_report_formats", "report format", ReportFormat)
FACT_LAYOUT = _of("vbc_fact_layouts", "fact layout", FactLayout)
CONTRACT_CHECK = _of("vbc_contract_checks", "contract check", ContractCheck, key="code")
CONTRACT_CLASSIFICATION = _of(
    "vbc_contract_classifications", "contract classification", ContractClassification
)
LINT_RULE = _of("vbc_lint_rules", "lint rule", LintRule, key="code")
EXAMPLE = _of("vbc_examples", "example", Example)
PUBLISHED_PROGRAM = _of("vbc_published_programs", "published program", PublishedProgram)

KINDS: tuple[Kind[Any], ...] = (
    PAYMENT_MODEL,
    QUALITY_MEASURE,
    QUALITY_BENCHMARK,
    BENCHMARK_READER,
    REPORT_FORMAT,
    FACT_LAYOUT,
    CONTRACT_CHECK,
    CONTRACT_CLASSIFICATION,
    LINT_RULE,
    EXAMPLE,
    PUBLISHED_PROGRAM,
)
