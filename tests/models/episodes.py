"""What contracts for episodes of care have in common: categories, episodes, a price adjusted."""

from __future__ import annotations

from vbc_rules.language import PaymentModel, Rate, axis, parameter


class EpisodeModel(PaymentModel):
    """Episodes against the price of their category; a base of the models of episodes."""

    category = axis("Clinical episode category")
    episode = axis("Episode", within=category)

    discount: Rate = parameter("Discount", per=category)
    at_stake: Rate = parameter("Share adjusted by quality")
