"""Medicare Advantage star ratings (42 CFR 422.160 to 422.166) and what a payer pays by them.

`ratings` gives the stars of measures and their weighted mean, `bonus` what a health plan
pays its providers by stars.
"""
