"""The kit itself: what its checks say where no wrong version of a plugin can show it."""

from __future__ import annotations

import os
import random
import time
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.mutating import MODULE
from vbc_rules.evaluation.probe import Vary
from vbc_rules.testing import Capped, Exempt, Monotone, Scales, conformance
from vbc_rules.testing.kit import agreeing, laws
from vbc_rules.testing.kit.checks import MODEL, PLUGIN, found_by, law_findings, outcomes
from vbc_rules.testing.kit.edges import edge_values
from vbc_rules.testing.kit.findings import sentences
from vbc_rules.testing.kit.rows import boundary_rows, rows
from vbc_rules.testing.kit.situations import Situation
from vbc_rules.testing.kit.subject import Subject
from vbc_rules.testing.kit.watch import Refused, Watch, watching

HERE = str(Path(__file__).parent)
SAVINGS = "willow.shared_savings"
LADDER = "willow.points_ladder"


@pytest.fixture(scope="module")
def subject() -> Subject:
    return Subject.of(MODULE)


def alone(subject: Subject) -> Situation:
    """Return a case of the contract that has the savings alone."""
    found = subject.situations_of(subject.models[1])
    return next(one for one in found if "expenditure" in one.edition.terms)


def codes(findings: Any) -> list[str]:
    return [one.code for one in findings]


def test_back_ends_that_differ_are_told_with_the_facts(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = agreeing.reference

    def off_by_a_cent(*given: Any) -> Any:
        found = exact(*given)
        return (found[0] + Fraction(1, 100), *found[1:])

    monkeypatch.setattr(agreeing, "reference", off_by_a_cent)
    [finding, *_] = agreeing.back_ends_agree(subject, subject.models[1])
    assert finding.code == "VBC594"
    assert "integers gives" in finding.message
    assert "expenditure = " in finding.hint


def test_a_law_about_a_clause_that_does_not_exist_is_a_finding(subject: Subject) -> None:
    [finding] = law_findings(subject, SAVINGS, Capped("earned", by="capp"))
    assert (finding.code, finding.hint) == ("VBC598", "did you mean `cap`?")


def test_a_law_about_a_fact_that_does_not_exist_is_a_finding(subject: Subject) -> None:
    [finding] = law_findings(subject, SAVINGS, Monotone("expenditur", "falling"))
    assert (finding.code, finding.hint) == ("VBC598", "did you mean `expenditure`?")


def test_a_law_of_a_model_that_does_not_exist_is_a_finding(subject: Subject) -> None:
    assert codes(law_findings(subject, "willow.savings", Capped("a", by="b"))) == ["VBC598"]


def test_a_law_that_nothing_tries_is_a_finding(subject: Subject) -> None:
    [finding] = law_findings(subject, SAVINGS, Capped("earned", by="minimum_rates"))
    assert "names a clause" in finding.message
    [finding] = law_findings(subject, SAVINGS, Scales(("quality_share",)))
    assert finding.code == "VBC598" or "quality_share" in finding.message


def test_a_law_that_does_not_hold_says_for_which_facts(subject: Subject) -> None:
    [finding] = law_findings(subject, SAVINGS, Monotone("expenditure", "rising"))
    assert finding.code == "VBC597"
    assert "falls" in finding.message
    assert "`expenditure`" in finding.message


def test_a_law_of_a_fact_that_varies_moves_every_entry(subject: Subject) -> None:
    [finding] = law_findings(subject, LADDER, Monotone("rate", "rising", "share"))
    assert "`rate[readmission]`" in finding.message


@pytest.mark.parametrize(
    "law",
    [
        Monotone("rate[blood_pressure]", "rising", "share"),
        Monotone("rate[readmission]", "falling", "share"),
    ],
)
def test_a_law_of_one_entry_moves_no_other(subject: Subject, law: Monotone) -> None:
    assert law_findings(subject, LADDER, law) == ()


def test_a_law_of_an_entry_that_no_case_has_is_a_finding(subject: Subject) -> None:
    [finding] = law_findings(subject, LADDER, Monotone("rate[colonoscopy]", "rising", "share"))
    assert "no case and no example tries" in finding.message


def test_a_cap_is_tried_on_every_case_and_example(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laws, "MOST_SITUATIONS", 0)  # nothing around any of them
    [finding] = law_findings(subject, SAVINGS, Capped("after_tax", by="cap"))
    assert finding.code == "VBC597"


def test_a_law_is_tried_around_as_many_situations_as_their_statements_allow(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = subject.situations_of(subject.models[1], 99)
    assert laws.how_many_around(found) == len(found) == 15
    monkeypatch.setattr(laws, "MOST_LINES", found[0].lines * 3 + found[1].lines * 3)
    assert 3 < laws.how_many_around(found) < 10
    monkeypatch.setattr(laws, "MOST_LINES", 0)
    assert laws.how_many_around(found) == 3
    assert laws.how_many_around(found[:2]) == 2
    assert laws.how_many_around([]) == 0


def test_the_facts_around_a_situation_are_drawn_once_for_all_laws(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[Situation] = []

    def counted(situation: Situation) -> list[dict[str, Any]]:
        drawn.append(situation)
        return rows(situation)

    monkeypatch.setattr(laws, "rows", counted)
    own = Subject.of(MODULE)
    for _ in range(2):
        assert law_findings(own, SAVINGS, Capped("earned", by="cap")) == ()
    assert len(drawn) == len(set(drawn)) == 15


def test_a_result_can_be_capped_by_a_parameter(subject: Subject) -> None:
    [finding] = law_findings(subject, SAVINGS, Capped("cap", by="cap_rate"))
    assert "above `cap_rate`" in finding.message


def test_an_exemption_passes_over_its_finding_only(subject: Subject) -> None:
    finding = law_findings(subject, SAVINGS, Monotone("expenditure", "rising"))[0]
    exempt = [Exempt("its_layouts_load", "falls", because="it is known and harmless")]
    assert found_by("its_layouts_load", lambda: [finding], exempt) == ()
    assert found_by("its_cases_come_out", lambda: [finding], exempt) == (finding,)


def test_an_exemption_that_meets_nothing_is_a_finding() -> None:
    exempt = [Exempt("its_layouts_load", "nothing", because="it was mended long ago")]
    assert codes(found_by("its_layouts_load", list, exempt)) == ["VBC598"]


def test_an_exemption_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="because"):
        Exempt("its_layouts_load", "x", because="")


def test_an_exemption_from_a_check_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no check is called 'its_layout_loads'"):
        conformance(MODULE, exempt=[Exempt("its_layout_loads", "x", because="it is harmless")])


def test_only_some_checks_are_made_where_only_some_are_wanted(subject: Subject) -> None:
    made = {one.check for one in outcomes(subject, only="every_t")}
    assert made == {"every_term_is_described"}


def test_a_class_has_a_test_for_each_check() -> None:
    made = {name for name in vars(conformance(MODULE)) if name.startswith("test_")}
    assert made == {f"test_{name}" for name in (*PLUGIN, *MODEL)}


def test_a_plugin_that_cannot_be_imported_is_told_once(subject: Subject) -> None:
    broken = Subject.of("no_such_plugin.plugin")
    failed = [one.check for one in outcomes(broken) if one.findings]
    assert failed == ["it_fits_the_specification_of_hooks"]
    assert broken.models == ()
    assert subject.findings == ()


@pytest.mark.parametrize(
    ("look", "what"),
    [
        (lambda: os.environ.get("HOME"), "the environment"),
        (time.time, "the clock"),
        (date.today, "the clock"),
        (random.random, "chance"),
        (lambda: os.urandom(1), "chance"),
        (lambda: Path("/dev/null").read_text(encoding="utf-8"), "a file"),
        (lambda: list(Path("/").iterdir()), "a file"),
    ],
)
def test_a_watch_tells_what_was_read_and_in_which_line(look: Any, what: str) -> None:
    with watching(Watch(HERE)) as watch:
        look()
    assert {(one.what, one.place.file) for one in watch.found} == {(what, __file__)}


def test_a_watch_refuses_to_write() -> None:
    with watching(Watch(HERE)) as watch, pytest.raises(Refused):
        Path("/dev/null").write_text("x", encoding="utf-8")
    assert [one.what for one in watch.found] == ["a file to write"]


def test_a_watch_lets_a_plugin_read_its_own_files_and_import() -> None:
    with watching(Watch(HERE)) as watch:
        Path(__file__).read_text(encoding="utf-8")
        import colorsys  # noqa: F401 - what nobody has imported yet
    assert list(watch.found) == []


def test_a_watch_counts_nothing_that_others_read() -> None:
    with watching(Watch("/nowhere")) as watch:
        time.time()
    assert list(watch.found) == []


def test_rows_meet_the_minimum_exactly_and_lie_a_cent_beside_it(subject: Subject) -> None:
    situation = alone(subject)
    spent = {row["expenditure"] for row in boundary_rows(situation, "earned")}
    minimum = situation.inputs.facts["benchmark"] * Fraction(98, 100)
    assert {minimum, minimum + Fraction(1, 100), minimum - Fraction(1, 100)} <= spent


def test_rows_are_the_same_every_time(subject: Subject) -> None:
    [situation, *_] = subject.situations_of(subject.models[0])
    assert rows(situation) == rows(situation)


def test_only_so_many_edges_are_looked_for(subject: Subject) -> None:
    situation = alone(subject)
    ends = (Fraction(0), Fraction(20_000_000))
    asked = (situation.edition, situation.inputs, Vary("expenditure"), "earned", ends)
    some = edge_values(*asked, Fraction(1, 100), most=1)
    assert 0 < len(some) < len(edge_values(*asked, Fraction(1, 100)))


FAILING = """
from vbc_rules.testing import conformance

TestConformance = conformance("stranger.plugin")
"""
STRANGER = """
from vbc_rules import PluginInfo, hookimpl

print("hello")


@hookimpl
def vbc_plugin():
    return PluginInfo("stranger", "A stranger")
"""


def test_the_one_line_gives_tests_that_say_what_is_wrong(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.mkpydir("stranger")
    pytester.path.joinpath("stranger", "plugin.py").write_text(STRANGER, encoding="utf-8")
    pytester.makepyfile(test_conformance=FAILING)
    monkeypatch.syspath_prepend(pytester.path)
    result = pytester.runpytest_inprocess("-q", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=len(PLUGIN) - 1, failed=1, skipped=len(MODEL))
    result.stdout.fnmatch_lines(["*VBC318 Plugin `stranger` prints where it is loaded: 'hello'.*"])
    result.stdout.fnmatch_lines(["*mend: delete the print*"])


BROKEN = """
import socket

from vbc_rules import Capped
from vbc_rules.hooks import registry
"""
BROKEN_TESTS = """
from vbc_rules.testing import Capped, conformance

TestConformance = conformance(
    "stranger.plugin", laws={"stranger.savings": [Capped("earned", by="cap")]}
)
"""


def test_a_plugin_that_does_not_load_fails_one_test_that_says_all_and_the_others_skip(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.mkpydir("stranger")
    pytester.path.joinpath("stranger", "plugin.py").write_text(BROKEN, encoding="utf-8")
    pytester.makepyfile(test_conformance=BROKEN_TESTS)
    monkeypatch.syspath_prepend(pytester.path)
    result = pytester.runpytest_inprocess("-q", "-rs", "-p", "no:cacheprovider")
    result.assert_outcomes(failed=1, skipped=len(PLUGIN) - 1 + len(MODEL) + 1)
    result.stdout.fnmatch_lines(["*VBC307 plugin `stranger`*cannot import name 'Capped'*"])
    result.stdout.fnmatch_lines(["*VBC325 `vbc_rules.hooks` is no public name of vbc_rules*"])
    result.stdout.fnmatch_lines(["*the plugin does not load: see test_it_fits_the_specification*"])


def test_a_finding_is_shown_with_its_place_and_remedy(subject: Subject) -> None:
    found = law_findings(subject, SAVINGS, Monotone("expenditure", "rising"))
    [line, remedy] = sentences(found)
    assert "willow" in line.partition(": VBC597 ")[0]
    assert remedy == "  mend: correct the model, or do not declare the law"
