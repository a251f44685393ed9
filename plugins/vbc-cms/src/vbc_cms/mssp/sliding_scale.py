"""The minimum savings rate by the number of assigned beneficiaries."""

from __future__ import annotations

from vbc_rules import Count, Rate, Table, column, starts_at


class SlidingScale(Table):
    """Bands of assigned beneficiaries, with the rate at the first and the last of each band.

    The regulation prints both ends of a band (5,000 to 5,999), and the rate moves in a
    straight line between them; from 60,000 on it is flat and has no last number. Below 500
    the regulation only says "12.2 % or more", which is no formula, so no row applies.
    """

    beneficiaries: Count = starts_at()
    last: Count = column(optional=True)
    rate: Rate = column()
    last_rate: Rate = column()


SLIDING_SCALE = """
    beneficiaries   last   rate  last_rate
              500    999  0.122      0.087
             1000   2999  0.087      0.050
             3000   4999  0.050      0.039
             5000   5999  0.039      0.036
             6000   6999  0.036      0.034
             7000   7999  0.034      0.032
             8000   8999  0.032      0.031
             9000   9999  0.031      0.030
            10000  14999  0.030      0.027
            15000  19999  0.027      0.025
            20000  49999  0.025      0.022
            50000  59999  0.022      0.020
            60000      -  0.020      0.020
"""
