"""A final settlement takes off what an earlier one paid, by the statement that one wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.office import Ran

SPECS = Path(__file__).parents[2] / "contract_specs" / "example"
FILES = ("harbor-interim.yaml", "--facts", "interim.csv")


@pytest.fixture
def harbor(office: Path, vbc: Callable[..., Ran]) -> Callable[..., Ran]:
    """Return `vbc` in a folder with the contract, its facts and the interim statement."""
    for name, copy in (("harbor-interim.yaml", ""), ("harbor-interim.facts.csv", "interim.csv")):
        (office / (copy or name)).write_bytes((SPECS / name).read_bytes())
    ran = vbc("settle", *FILES, "--settlement", "interim", "--format", "json")
    (office / "interim.json").write_text(ran.out, encoding="utf-8")
    return vbc


def final(vbc: Callable[..., Ran], *priors: str) -> Ran:
    given = [part for prior in priors for part in ("--prior", prior)]
    return vbc("settle", *FILES, "--settlement", "final", *given, "--format", "json")


def rewritten(office: Path, change: Callable[[dict[str, Any]], object], name: str) -> str:
    document = json.loads((office / "interim.json").read_text(encoding="utf-8"))
    for settlement in document["settlements"]:
        change(settlement)
    (office / name).write_text(json.dumps(document), encoding="utf-8")
    return name


def test_the_statement_of_the_interim_settlement_gives_what_was_paid(
    harbor: Callable[..., Ran], office: Path
) -> None:
    ran = final(harbor, "interim.json")
    north, south = json.loads(ran.out)["settlements"]
    assert [one["results"][0]["value"] for one in (north, south)] == ["109687.5", "-400892.3"]
    [paid] = [one for one in north["lines"] if one["name"] == "settlement.paid_at_interim"]
    assert (paid["value"], paid["source"]) == ("296562.5", "interim.json")
    digest = hashlib.sha256((office / "interim.json").read_bytes()).hexdigest()
    assert north["provenance"]["priors"] == [
        {"settlement": "interim", "file": "interim.json", "sha256": digest}
    ]


def test_the_same_payment_from_the_facts_gives_the_same_cents(
    harbor: Callable[..., Ran], office: Path
) -> None:
    from_prior = json.loads(final(harbor, "interim.json").out)
    lines = (office / "interim.csv").read_text(encoding="utf-8").splitlines()
    cells = ("paid_at_interim", "296562.50", "0")
    text = "\n".join(f"{line},{cell}" for line, cell in zip(lines, cells, strict=True))
    (office / "interim.csv").write_text(text + "\n", encoding="utf-8")
    from_facts = json.loads(final(harbor).out)
    for one, other in zip(from_prior["settlements"], from_facts["settlements"], strict=True):
        assert one["results"] == other["results"]


def test_explanation_and_sweep_take_the_statement_too(harbor: Callable[..., Ran]) -> None:
    rest = (*FILES, "--settlement", "final", "--prior", "interim.json", "--entity")
    told = harbor("explain", *rest, "lakeside-north", "--clause", "settlement.after_interim")
    assert "settlement.paid_at_interim = $296,562.50" in told.out
    assert "lakeside-north, performance period 2024, final settlement" in told.out
    moved = harbor("sweep", *rest, "lakeside-north", "--vary", "quality_score")
    assert "settlement.after_recoupment as pool.quality_score moves" not in moved.out
    assert (moved.code, "VBC516" in moved.err) == (1, True)
    moved = harbor("sweep", *rest, "lakeside-north", "--vary", "savings.quality_score")
    assert "settlement.after_recoupment as savings.quality_score moves" in moved.out


def test_every_statement_says_which_settlement_it_is(harbor: Callable[..., Ran]) -> None:
    command = ("settle", *FILES, "--settlement", "interim")
    assert "Settlement          interim\n" in harbor(*command).out
    header, first, _ = harbor(*command, "--format", "csv").out.splitlines()
    assert header.startswith("contract,entity,period,settlement,settlement.interim_share,")
    assert first.startswith("harbor-interim,lakeside-north,2024,interim,296562.5,159687.5,")
    page = ("--report", "core.statement_html=page.html")
    assert harbor(*command, *page).code == 0
    assert "<dt>Settlement</dt><dd>interim</dd>" in Path("page.html").read_text(encoding="utf-8")


def test_without_a_statement_the_payment_is_a_missing_fact(harbor: Callable[..., Ran]) -> None:
    ran = final(harbor)
    assert (ran.code, ran.out) == (1, "")
    assert "VBC406: Fact `paid_at_interim` is missing: Paid at the interim settlement" in ran.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"contract": "harbor"}, "It settles the contract `harbor`, not `harbor-interim`."),
        ({"period": "2023"}, "It settles the period 2023, not 2024."),
        ({"settlement": "final"}, "It is the final settlement of the period, which is not before"),
        ({"settlement": "first"}, "It is the first settlement of the period, which is not before"),
    ],
)
def test_a_statement_of_something_else_is_refused(
    harbor: Callable[..., Ran], office: Path, change: dict[str, str], said: str
) -> None:
    name = rewritten(office, lambda one: one.update(change), "other.json")
    ran = final(harbor, name)
    assert (ran.code, ran.out) == (1, "")
    assert f"other.json: error VBC531: {said}" in ran.err


def test_a_statement_of_the_only_settlement_of_a_period_is_refused(
    harbor: Callable[..., Ran], office: Path
) -> None:
    name = rewritten(office, lambda one: one.pop("settlement"), "other.json")
    assert "VBC531: It is the only settlement of the period" in final(harbor, name).err


def test_a_statement_given_to_the_first_settlement_is_refused(harbor: Callable[..., Ran]) -> None:
    ran = harbor("settle", *FILES, "--settlement", "interim", "--prior", "interim.json")
    assert (ran.code, "VBC531" in ran.err, "none comes before it" in ran.err) == (1, True, True)


def test_one_entity_in_two_statements_is_refused(harbor: Callable[..., Ran]) -> None:
    ran = final(harbor, "interim.json", "interim.json")
    assert (ran.code, ran.out) == (1, "")
    assert (
        "VBC532: The interim settlement of entity `lakeside-north` is given twice: "
        "in interim.json too." in ran.err
    )


def test_an_entity_that_the_facts_lack_is_refused(harbor: Callable[..., Ran], office: Path) -> None:
    name = rewritten(
        office, lambda one: one.update(entity=one["entity"].replace("south", "west")), "other.json"
    )
    ran = final(harbor, name)
    assert "VBC421: interim.csv has no entity `lakeside-west`." in ran.err
    assert "VBC406: Fact `paid_at_interim` of entity `lakeside-south` is missing" in ran.err


def test_a_payment_in_both_files_is_refused(harbor: Callable[..., Ran], office: Path) -> None:
    for name in ("paid_at_interim", "settlement.paid_at_interim"):
        text = (SPECS / "harbor-interim.facts.csv").read_text(encoding="utf-8").splitlines()
        cells = (name, "1", "1")
        joined = "\n".join(f"{line},{cell}" for line, cell in zip(text, cells, strict=True))
        (office / "interim.csv").write_text(joined + "\n", encoding="utf-8")
        ran = final(harbor, "interim.json")
        assert f"VBC465: `{name}` of entity `lakeside-north` stands in two files." in ran.err


def test_what_is_no_statement_is_refused(harbor: Callable[..., Ran], office: Path) -> None:
    (office / "no.json").write_text("{}", encoding="utf-8")
    assert "no.json: error VBC705" in final(harbor, "no.json").err
    assert "none.json: error VBC001" in final(harbor, "none.json").err


def test_a_statement_does_not_go_with_a_layout(harbor: Callable[..., Ran]) -> None:
    layout = ("--layout", "layout.yaml", "--prior", "interim.json")
    ran = harbor("settle", *FILES, "--settlement", "final", *layout)
    assert (ran.code, "not with --layout" in ran.err) == (2, True)


def test_a_statement_is_never_written_over(harbor: Callable[..., Ran], office: Path) -> None:
    before = (office / "interim.json").read_bytes()
    report = ("--prior", "interim.json", "--report", "core.statement_json=interim.json")
    ran = harbor("settle", *FILES, "--settlement", "final", *report)
    assert ran.code == 2
    assert (office / "interim.json").read_bytes() == before


def test_a_settlement_is_compared_with_a_contract_that_has_one_in_a_period(
    harbor: Callable[..., Ran], office: Path
) -> None:
    text = (SPECS / "harbor-two-sided.yaml").read_text(encoding="utf-8")
    (office / "harbor-two-sided.yaml").write_text(text, encoding="utf-8")
    both = ("compare", "harbor-interim.yaml", "harbor-two-sided.yaml", *FILES[1:])
    asked = (*both, "--entity", "lakeside-north", "--period", "2024")
    ran = harbor(*asked, "--settlement", "interim", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split(",")[0] for line in ran.out.splitlines()[1:]] == [
        "harbor-interim",
        "harbor-two-sided",
    ]
    assert ",296562.5," in ran.out
    assert "VBC530" in harbor(*asked).err


def test_a_settlement_that_no_contract_has_is_not_compared(
    harbor: Callable[..., Ran], office: Path
) -> None:
    text = (SPECS / "harbor-two-sided.yaml").read_text(encoding="utf-8")
    (office / "harbor-two-sided.yaml").write_text(text, encoding="utf-8")
    asked = ("--entity", "lakeside-north", "--period", "2024", "--settlement", "final")
    ran = harbor("compare", "harbor-two-sided.yaml", *FILES[1:], *asked)
    assert ran.code == 1
    assert "The contract has no settlement `final`: it has one in a period." in ran.err
