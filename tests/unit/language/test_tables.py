"""Tables: what a class and an exhibit may not be; a row ends where the next one starts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.language.authored import FILE, line_of, mistake, model
from vbc_rules import DefinitionError, Place
from vbc_rules.language.tables import arranged

LADDER = '''class Ladder(Table):
    points: Points = starts_at()
    pays: USD = column()
    bonus: Rate = column(optional=True)
    paid_out: YesNo = column()
    until: Points = next_start()

class Model(PaymentModel):
    id = "acme.model"
    score: Points = fact("Points")
    ladder: Ladder = table("Ladder", cites="Exhibit B", rows="""
{rows}
    """)

    @result(cites="Exhibit B")
    def paid_out(self) -> YesNo:
        return self.ladder.row(self.score).paid_out
'''
GOOD = "points pays bonus paid_out\n0 0 - no\n40.5 100 0.1 yes"


def ladder(rows: str) -> str:
    return LADDER.format(rows=rows)


BAD_EXHIBITS = [
    ("", "the exhibit has columns [], the table ['points', 'pays', 'bonus', 'paid_out']"),
    ("points pays bonus paid_out", "table Ladder has no rows"),
    ("points pays paid_out\n0 0 no",
     ("the exhibit has columns ['points', 'pays', 'paid_out'], "
      "the table ['points', 'pays', 'bonus', 'paid_out']")),
    ("points pays bonus paid_out\n0 0 no", "the row '0 0 no' has not 4 cells"),
    ("points pays bonus paid_out\n40 0 - no\n20 1 - no", "rows must ascend by points"),
    ("points pays bonus paid_out\n20 0 - no\n20 1 - no", "two rows have one points"),
    ("points pays bonus paid_out\n20 - - no", "column pays is empty in a row"),
    ("points pays bonus paid_out\n20 1 - ja", "'ja' in column paid_out is neither yes nor no"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "message"), BAD_EXHIBITS)
def test_an_exhibit_that_does_not_fit_is_refused_at_the_line_of_the_table(
    rows: str, message: str
) -> None:
    source = ladder(rows)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC610", message)
    assert finding.place == Place(FILE, line_of(source, "ladder: Ladder"), 1)


def test_a_cell_that_is_no_exact_number_is_refused() -> None:
    finding = mistake(ladder("points pays bonus paid_out\n0 1,000 - no"))
    assert (finding.code, finding.message) == ("VBC603", "'1,000' is not a plain decimal number")


def test_an_exhibit_is_read_by_its_columns() -> None:
    law = model(ladder(GOOD)).edition(2024).laws["ladder"]
    assert law.value == (
        {"points": 0, "pays": 0, "bonus": None, "paid_out": False, "until": Fraction(81, 2)},
        {"points": Fraction(81, 2), "pays": 100, "bonus": Fraction(1, 10), "paid_out": True,
         "until": None},
    )  # fmt: skip


BAD_TABLES = [
    ("pays: USD = column()", "VBC610", "table Ladder needs one key column, not 0"),
    ("a: USD = starts_at()\n    b: USD = starts_after()", "VBC610",
     "table Ladder needs one key column, not 2"),
    ("track: Choice = starts_at()", "VBC610", "column track of Ladder is no number to start at"),
    ("points: Points = matches()", "VBC610", "column points of Ladder is no choice to match"),
    ("points: Points = starts_at()\n    until: USD = next_start()", "VBC610",
     "column until of Ladder repeats points and must be points"),
    ("points: int = starts_at()", "VBC608", "`int`, the unit of `points`, is not a known class"),
    ("points: Axis = starts_at()", "VBC608", "column points of Ladder is no unit"),
    ("points = starts_at()", "VBC608", "`points` has no unit"),
    ("rows: Points = starts_at()", "VBC626", "column `rows` has a name that every table has"),
    ("key: Points = starts_at()", "VBC626", "column `key` has a name that every table has"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "code", "message"), BAD_TABLES)
def test_a_table_that_does_not_fit_is_refused(columns: str, code: str, message: str) -> None:
    source = f"class Ladder(Table):\n    {columns}\n"
    finding = mistake(source)
    assert (finding.code, finding.message) == (code, message)
    assert finding.place == Place(FILE, 1, 1)


def test_a_table_is_read_by_the_unit_of_its_key_only() -> None:
    source = ladder(GOOD).replace("score: Points", "score: USD")
    finding = mistake(source)
    assert finding.code == "VBC604"
    assert finding.message == "table ladder is read by points, not by USD"
    assert finding.place == Place(FILE, line_of(source, "self.ladder.row"), 1)


def test_a_table_of_the_law_may_have_an_exhibit_for_each_year() -> None:
    dated = ladder(GOOD).replace(
        'rows="""', 'rows={2020: "points pays bonus paid_out\\n0 5 - yes", 2022: """'
    )
    dated = dated.replace('    """)', '    """})').replace(
        'id = "acme.model"', 'id = "acme.model"; first_year = 2020'
    )
    defined = model(dated)
    assert [len(defined.edition(year).laws["ladder"].value) for year in (2021, 2022)] == [1, 2]


def test_a_table_of_the_law_does_not_vary_by_an_axis() -> None:
    source = ladder(GOOD).replace('table("Ladder",', 'table("Ladder", per=measure,')
    source = source.replace("    score:", '    measure = axis("Measure")\n    score:')
    finding = mistake(source)
    assert finding.code == "VBC610"
    assert finding.message == "table `ladder` of the law cannot vary: it has one exhibit a year"


def test_a_table_of_the_law_needs_a_citation() -> None:
    assert mistake(ladder(GOOD).replace("Exhibit B", "")).code == "VBC609"


def test_rows_that_a_contract_gives_are_checked_by_the_same_rules() -> None:
    table = vars(model(ladder(GOOD)))["ladder"].unit
    row = {"points": Fraction(1), "pays": Fraction(1), "paid_out": True}
    with pytest.raises(DefinitionError, match="VBC610 two rows have one points"):
        arranged(table, [row, row], Place("contract.yaml", 7, 3))


def test_a_column_of_a_row_is_typed_and_knows_whether_it_may_be_missing() -> None:
    source = ladder(GOOD).replace(
        "-> YesNo:\n        return self.ladder.row(self.score).paid_out",
        '-> Rate:\n        return if_missing(self.ladder.row(self.score).bonus, 0, because="none")',
    )
    expression = model(source).edition(2024).clauses["paid_out"].expression
    assert expression.args[0].op == "lookup"
    assert expression.args[0].may_be_missing
    assert not expression.may_be_missing
