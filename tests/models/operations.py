"""A clause for each operation of the language, on facts that may be missing."""

from __future__ import annotations

from vbc_rules.language import (
    Choice,
    Count,
    PaymentModel,
    Rate,
    Table,
    YesNo,
    average,
    axis,
    clause,
    column,
    count,
    fact,
    greater_of,
    greatest,
    if_missing,
    known,
    least,
    lesser_of,
    matches,
    next_start,
    parameter,
    rate,
    result,
    round_to,
    starts_after,
    starts_at,
    table,
    total,
    when,
)


class Starting(Table):
    start: Rate = starts_at()
    pays: Rate = column()
    bonus: Rate = column(optional=True)
    end: Rate = next_start()


class Passing(Table):
    above: Rate = starts_after()
    pays: Rate = column()


class Named(Table):
    name: Choice = matches()
    pays: Rate = column()
    applies: YesNo = column()
    other: Choice = column()


class Operations(PaymentModel):
    """Each clause is one operation; any of its facts may be missing."""

    id = "example.operations"

    a: Rate = fact("A number", optional=True, places=6, minimum=-1000000, maximum=1000000)
    b: Rate = fact("Another", optional=True, places=6, minimum=-1000000, maximum=1000000)
    p: YesNo = fact("A condition", optional=True)
    q: YesNo = fact("Another condition", optional=True)
    option: Choice = fact("A choice", optional=True)
    required: Rate = fact("A number that must be there", places=2)
    starting: Starting = table(
        "Rows that start at",
        cites="1",
        rows="""
        start pays bonus
        0     0.1  -
        0.5   0.2  0.01
        0.75  0.3  0.02
        """,
    )
    passing: Passing = table(
        "Rows that start after",
        cites="1",
        rows="""
        above pays
        0     0.1
        0.5   0.2
        """,
    )
    named: Named = table(
        "Rows that match",
        cites="1",
        rows="""
        name  pays applies other
        red   0.1  yes     blue
        blue  0.25 no      red
        """,
    )

    @clause(cites="1")
    def add(self) -> Rate:
        return self.a + self.b

    @clause(cites="1")
    def subtract(self) -> Rate:
        return self.a - self.b

    @clause(cites="1")
    def multiply(self) -> Rate:
        return self.a * self.b

    @clause(cites="1")
    def divide(self) -> Rate:
        return self.a / self.b

    @clause(cites="1")
    def divide_by_constant(self) -> Rate:
        return self.a / 3 - self.b / -7

    @clause(cites="1")
    def quotients(self) -> Rate:
        return self.a / (self.b * self.b + 1) + self.b / (self.a * self.a + 2)

    @clause(cites="1")
    def lesser(self) -> Rate:
        return lesser_of(self.a, self.b)

    @clause(cites="1")
    def greater(self) -> Rate:
        return greater_of(self.a, self.b)

    @clause(cites="1")
    def lesser_quotient(self) -> Rate:
        return lesser_of(self.a / (self.b * self.b + 1), rate("0.333333"))

    @clause(cites="1")
    def at_least(self) -> YesNo:
        return self.a >= self.b

    @clause(cites="1")
    def more_than(self) -> YesNo:
        return self.a > self.b

    @clause(cites="1")
    def at_most(self) -> YesNo:
        return self.a <= self.b

    @clause(cites="1")
    def less_than(self) -> YesNo:
        return self.a < self.b

    @clause(cites="1")
    def beyond_a_constant(self) -> YesNo:
        return (self.a > rate("0.5")) | (self.a < rate("-0.0000001"))

    @clause(cites="1")
    def both(self) -> YesNo:
        return self.p & self.q

    @clause(cites="1")
    def either(self) -> YesNo:
        return self.p | self.q

    @clause(cites="1")
    def opposite(self) -> YesNo:
        return ~self.p

    @clause(cites="1")
    def is_red(self) -> YesNo:
        return self.option.is_("red")

    @clause(cites="1")
    def is_other(self) -> YesNo:
        return self.option.is_("green", "blue")

    @clause(cites="1")
    def chosen(self) -> Rate:
        return when(self.p, self.a, self.b)

    @clause(cites="1")
    def chosen_or_missing(self) -> Rate:
        return when(self.p, self.a)

    @clause(cites="1")
    def guarded_division(self) -> Rate:
        return when(self.b > 0, self.a / self.b, 0)

    @clause(cites="1")
    def guarded_lookup(self) -> Rate:
        return when(self.a >= 0, self.starting.row(self.a).pays, self.a)

    @clause(cites="1")
    def guarded_choice(self) -> Rate:
        return when(self.is_red, self.named.row(self.option).pays, 0)

    @clause(cites="1")
    def chosen_condition(self) -> YesNo:
        return when(self.p, self.q, self.a > self.b)

    @clause(cites="1")
    def chosen_option(self) -> Choice:
        return when(self.p, self.option, self.named.row(self.option).other)

    @clause(cites="1")
    def option_or_its_other(self) -> YesNo:
        return if_missing(when(self.p, self.option), self.named.row(self.option).other).is_("red")

    @clause(cites="1")
    def condition_or_another(self) -> YesNo:
        return if_missing(when(self.q, self.a > self.b), when(self.p, self.b > 1, self.a > 1))

    @clause(cites="1")
    def quotient_of_row(self) -> Rate:
        row = self.starting.row(self.a)
        return self.b * (row.pays / (row.start + rate("0.123457"))) + self.b

    @clause(cites="1")
    def rows_that_divide_by_zero(self) -> Rate:
        row = self.starting.row(self.a)
        return self.b * (row.pays / row.start)

    @clause(cites="1")
    def known_number(self) -> YesNo:
        return known(self.a)

    @clause(cites="1")
    def replaced(self) -> Rate:
        return if_missing(self.a, self.b)

    @clause(cites="1")
    def replaced_by_quotient(self) -> Rate:
        return if_missing(self.a, self.required / self.b)

    @clause(cites="1")
    def half_up(self) -> Rate:
        return round_to(self.a / 2, "0.05")

    @clause(cites="1")
    def half_even(self) -> Rate:
        return round_to(self.a / 2, "0.05", "half_even")

    @clause(cites="1")
    def down(self) -> Rate:
        return round_to(self.a / 2, "0.05", "down")

    @clause(cites="1")
    def up(self) -> Rate:
        return round_to(self.a / 2, "0.05", "up")

    @clause(cites="1")
    def quotient_half_up(self) -> Rate:
        return round_to(self.a / self.b, "0.0001")

    @clause(cites="1")
    def quotient_half_even(self) -> Rate:
        return round_to(self.a / self.b, "0.0001", "half_even")

    @clause(cites="1")
    def quotient_down(self) -> Rate:
        return round_to(self.a / self.b, "0.0001", "down")

    @clause(cites="1")
    def quotient_up(self) -> Rate:
        return round_to(self.a / self.b, "0.0001", "up")

    @clause(cites="1")
    def row_that_starts(self) -> Rate:
        return self.starting.row(self.a).pays

    @clause(cites="1")
    def optional_cell(self) -> Rate:
        return self.starting.row(self.a).bonus

    @clause(cites="1")
    def within_row(self) -> Rate:
        row = self.starting.row(self.a)
        return (self.a - row.start) / (row.end - row.start)

    @clause(cites="1")
    def row_of_quotient(self) -> Rate:
        return self.starting.row(self.a / self.b).pays

    @clause(cites="1")
    def row_passed(self) -> Rate:
        return self.passing.row(self.a).pays

    @clause(cites="1")
    def row_passed_by_quotient(self) -> Rate:
        return self.passing.row(self.a / self.b).pays

    @clause(cites="1")
    def row_that_matches(self) -> Rate:
        return self.named.row(self.option).pays

    @clause(cites="1")
    def condition_of_row(self) -> YesNo:
        return self.named.row(self.option).applies & self.p

    @clause(cites="1")
    def row_of_row(self) -> Rate:
        return self.named.row(self.named.row(self.option).other).pays

    @clause(cites="1")
    def all_rows(self) -> Rate:
        width = if_missing(self.starting.end - self.starting.start, 1, because="open end")
        return total(self.starting.pays * width, over=self.starting.rows) * self.a

    @result(cites="1")
    def paid(self) -> Rate:
        return self.required * rate("0.5")


class AxisOperations(PaymentModel):
    """Aggregates over an axis, its parents, and tables and parameters by entry."""

    id = "example.axis_operations"
    group = axis("Group", members=("g1", "g2"))
    item = axis("Item", within=group)

    x: Rate = fact("A number by item", per=item, optional=True, places=4)
    y: Rate = fact("A number by group", per=group, places=4)
    on: YesNo = fact("A condition by item", per=item)
    weight: Rate = parameter("A weight by item", per=item)
    most: Rate = parameter("A limit by group", per=group, optional=True)
    scale: Starting = table("A table by group", per=group)

    @clause(cites="1")
    def total_all(self) -> Rate:
        return total(self.x * self.weight, over=self.item, missing="skip")

    @clause(cites="1")
    def total_where(self) -> Rate:
        return total(self.x, over=self.item, where=self.on, missing="skip")

    @clause(cites="1")
    def total_by(self) -> Rate:
        return total(self.x, over=self.item, by=self.group, missing="skip")

    @clause(cites="1")
    def total_of_groups(self) -> Rate:
        return total(self.total_by * self.y, over=self.group)

    @clause(cites="1")
    def total_in_parent_context(self) -> Rate:
        return total(self.total_all * self.y, over=self.group)

    @clause(cites="1")
    def count_on(self) -> Count:
        return count(self.on & known(self.x), over=self.item)

    @clause(cites="1")
    def count_by(self) -> Rate:
        return total(self.count_group / count(self.on | ~self.on, over=self.item),
                     over=self.group)  # fmt: skip

    @clause(cites="1")
    def count_group(self) -> Count:
        return count(self.on, over=self.item, by=self.group)

    @clause(cites="1")
    def average_skip(self) -> Rate:
        return average(self.x, over=self.item, missing="skip")

    @clause(cites="1")
    def average_where(self) -> Rate:
        return average(self.x, over=self.item, where=self.on, missing="skip")

    @clause(cites="1")
    def least_where(self) -> Rate:
        return least(self.x, over=self.item, where=self.on, missing="skip")

    @clause(cites="1")
    def greatest_quotient(self) -> Rate:
        return greatest(self.x / (self.weight + self.y), over=self.item, missing="skip")

    @clause(cites="1")
    def least_group(self) -> Rate:
        return least(self.y, over=self.group)

    @clause(cites="1")
    def guarded_where(self) -> Rate:
        return total(self.weight / self.x, over=self.item, where=self.on, missing="skip")

    @clause(cites="1")
    def table_by_group(self) -> Rate:
        return total(self.scale.row(self.y).pays * self.x, over=self.item, missing="skip")

    @clause(cites="1")
    def rows_by_group(self) -> Rate:
        inner = total(self.scale.pays * self.y, over=self.scale.rows)
        return total(inner, over=self.group)

    @clause(cites="1")
    def optional_limit(self) -> Rate:
        return total(if_missing(lesser_of(self.y, self.most), self.y), over=self.group)

    @result(cites="1")
    def paid(self) -> Rate:
        return self.total_of_groups
