"""Medicare Shared Savings Program (42 CFR part 425), performance years 2013 to 2024.

The tracks differ in what they share of losses: nothing (`one_sided`), a fixed rate
(`fixed_losses`), or a rate that falls with quality (`quality_losses`), in Track 2 with a limit
that rises by year (`rising_loss_limit`). What they share of savings and of losses is written
once (`savings`, `losses`). The rates and limits of a track are parameters of its contract;
the years in which the rules changed are dated amendments here.

Documents cited besides the law: V11 is CMS, "Medicare Shared Savings Program: Shared
Savings and Losses, Assignment and Quality Performance Standard Methodology", version 11,
January 2023.
"""
