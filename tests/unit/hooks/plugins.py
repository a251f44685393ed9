"""Small plugins for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from types import ModuleType

from vbc_rules import (
    USD,
    Benchmark,
    BenchmarkReader,
    ContractCheck,
    ContractClassification,
    Diagnostic,
    Example,
    FactLayout,
    LintRule,
    Measure,
    PaymentModel,
    PluginInfo,
    PublishedProgram,
    Rate,
    ReportFormat,
    clause,
    fact,
    hookimpl,
    result,
    stages,
    to_cents,
)
from vbc_rules.hooks.origin import Origin
from vbc_rules.hooks.registry import Registry
from vbc_rules.statements.settlement import Settlement

INFO = PluginInfo("acme", "Plans of Acme")


class Fee(PaymentModel):
    """A fee of which a share is earned."""

    id = "acme.fee"
    waterfall = stages("earned", "payment")

    agreed: USD = fact("Fee as agreed")
    share: Rate = fact("Share that was earned", places=4)

    @clause(cites="Agreement, section 1")
    def earned(self) -> USD:
        """Take the share of the fee."""
        return self.share * self.agreed

    @result(cites="Agreement, section 2")
    def payment(self) -> USD:
        """Pay what was earned."""
        return to_cents(self.earned)


class Bonus(Fee):
    """The same terms under another id."""

    id = "acme.bonus"


def render(settlements: Sequence[Settlement]) -> bytes:
    return str(len(settlements)).encode()


def check(contract: object) -> Iterable[Diagnostic]:
    del contract
    return ()


def no_benchmarks(text: str, file: str) -> list[Benchmark]:
    del text, file
    return []


MEASURE = Measure(
    id="acme.blood_pressure",
    title="Blood pressure under control",
    steward="Acme",
    version="2024",
    concept="blood_pressure_control",
    criterion="blood_pressure_below_140_90",
    higher_is_better=True,
    unit="rate",
    type="intermediate_outcome",
    collected_by=("administrative_claims",),
    population="Members with hypertension",
    cites="Exhibit B",
)
BENCHMARK = Benchmark(
    id="acme.blood_pressure_2024",
    measure=MEASURE.id,
    year=2024,
    kind="threshold_and_benchmark",
    values={"threshold": Fraction("0.6"), "benchmark": Fraction("0.8")},
    unit="rate",
    source="Acme",
    cites="Exhibit C",
)
READER = BenchmarkReader("acme.benchmarks", "Benchmark file of Acme", ".json", no_benchmarks)
FORMAT = ReportFormat("acme.letter", "Letter to the provider", "text/plain", ".txt", render)
LAYOUT = FactLayout("acme.results_2024", "Results of 2024", Path("results_2024.yaml"))
CLASSIFICATION = ContractClassification("acme.level", "Level", lambda _: [])
CHECK = ContractCheck("ACME101", "The fee is in the exhibit", check)
RULE = LintRule("ACME201", "The fee has a limit", "warning", check)
EXAMPLE = Example("acme.small", "A small contract", Path("small.yaml"), Path("small.csv"))
PROGRAM = PublishedProgram("acme.public", "Public results", {2024: LAYOUT.id}, Path("contracts"))


def plugin(
    name: str = "vbc_acme", *, info: object = INFO, **hooks: Callable[[], object] | object
) -> ModuleType:
    """Return a module with these hooks; a hook is a function, or the value that it returns."""
    module = ModuleType(name)
    for hook, answer in {"vbc_plugin": info, **hooks}.items():
        function = answer if callable(answer) else _returning(answer)
        setattr(module, hook, hookimpl(function))
    return module


def _returning(answer: object) -> Callable[[], object]:
    def hook() -> object:
        return answer

    return hook


def installed(*plugins: tuple[str, str, object]) -> Registry:
    """Return a registry of (namespace, distribution, plugin), as if they were installed.

    An exception in place of a plugin is raised when it is loaded.
    """
    given = {Origin(name, owner, "1.0", owner): module for name, owner, module in plugins}

    def load(origin: Origin) -> object:
        module = given[origin]
        if isinstance(module, Exception):
            raise module
        return module

    return Registry(given, load)
