"""Generic bundles: care around a procedure or a condition under one price.

Each bundle is two models, one for amounts of each episode and one for amounts that were
summed already. Both have the same terms from the sums on.
"""
