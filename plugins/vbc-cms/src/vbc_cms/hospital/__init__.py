"""Programs that change what Medicare pays a hospital by its quality (42 CFR part 412).

Value-based purchasing (`purchasing`) withholds 2 % and pays it back by a score,
readmissions reduction (`readmissions`) takes up to 3 % for excess readmissions, and the
reduction for hospital-acquired conditions (`acquired_conditions`) 1 % from the worst
quarter. A performance period is a federal fiscal year, named by the year in which it ends.
"""
