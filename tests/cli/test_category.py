"""`vbc category`: the category of payment that terms make, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import CONTRACT, Ran

EXAMPLES = Path(__file__).parents[2] / "contract_specs" / "example"


def test_a_model_without_an_arrangement_is_told_as_such(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    head = CONTRACT.replace("prairie", "plains")
    (office / "plains.yaml").write_text(
        f"""{head[: head.index("payment:")]}payment:
  - name: base
    model: acme.capitation
    parameters:
      base_rate: {{entries: {{adult: 250.80}}}}
""",
        encoding="utf-8",
    )
    assert vbc("category", "plains.yaml") == Ran(
        0,
        "Acme shared savings (plains)\n"
        "2022-01-01 to 2023-12-31: cannot be told\n"
        "  base  -   its model does not say what kind of payment it is\n",
        "",
    )


def test_books_and_episode_definitions_of_a_folder_are_passed_over(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    alone = vbc("category", "prairie.yaml")
    for name in ("network.book.yaml", "knee.episodes.yaml"):
        (office / name).write_text("title: no contract\n", encoding="utf-8")
    assert alone.code == 0
    assert vbc("category", ".") == alone


def test_a_book_alone_is_refused_as_no_contract(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "network.book.yaml").write_text("book: network\n", encoding="utf-8")
    ran = vbc("category", "network.book.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error VBC028: `network.book.yaml` is no contract.\n")


def shared_savings(name: str, loss_rate: str = "0") -> str:
    head = CONTRACT.replace("prairie", name).replace('{acme: ">=1,<2"}', '{core: ">=0"}')
    return f"""{head[: head.index("payment:")]}payment:
  - name: savings
    model: core.shared_savings_two_sided
    parameters:
      minimum_savings_rate: 0.02
      minimum_loss_rate: 0.02
      first_dollar: true
      sharing_rate: 0.5
      minimum_quality_score: 0
      quality_scales_sharing: false
      loss_rate: {loss_rate}
"""


def test_contracts_stand_below_each_other(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "plains.yaml").write_text(shared_savings("plains"), encoding="utf-8")
    ran = vbc("category", "plains.yaml", "prairie.yaml")
    assert ran.out.startswith(
        "Acme shared savings (plains)\n"
        "2022-01-01 to 2023-12-31: 3N Risk-based payments that are not linked to quality\n"
        "  savings  3N  spending against a target; no losses are owed, as `loss_rate` is 0 "
        "(line 18); quality decides nothing, as `minimum_quality_score` is 0 (line 16) and "
        "`quality_scales_sharing` is false (line 17)\n"
        "  not linked to quality: savings\n"
        "\n"
        "Acme shared savings (prairie)\n"
    )


def test_a_program_reads_what_decided(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "plains.yaml").write_text(shared_savings("plains", "0.2"), encoding="utf-8")
    document = json.loads(vbc("category", "plains.yaml", "--format", "json").out)
    [contract] = document["contracts"]
    [during] = contract["categories"]
    [stream] = during["streams"]
    assert (document["version"], contract["contract"], during["category"]) == (1, "plains", "3N")
    assert (during["from"], during["to"]) == ("2022-01-01", "2023-12-31")
    assert during["not_linked_to_quality"] == ["savings"]
    assert stream["losses_owed_by"] == ["owed"]
    assert stream["because"] == [
        {"term": "minimum_quality_score", "place": "plains.yaml:16:30"},
        {"term": "quality_scales_sharing", "place": "plains.yaml:17:31"},
    ]


def test_of_a_folder_books_and_what_is_left_open_are_passed_over(vbc: Callable[..., Ran]) -> None:
    ran = vbc("category", str(EXAMPLES))
    assert ran.code == 0, ran.err
    assert "(harbor-composite)" in ran.out
    assert "(harbor-primary-care)" not in ran.out


@pytest.mark.parametrize(
    ("file", "code"),
    [("harbor-network.book.yaml", "VBC028"), ("harbor-primary-care.yaml", "VBC252")],
)
def test_alone_neither_has_a_category(file: str, code: str, vbc: Callable[..., Ran]) -> None:
    ran = vbc("category", str(EXAMPLES / file))
    assert (ran.code, ran.out) == (1, "")
    assert code in ran.err


def test_a_contract_with_findings_is_refused(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "plains.yaml").write_text(CONTRACT, encoding="utf-8")
    ran = vbc("category", "plains.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC212" in ran.err
