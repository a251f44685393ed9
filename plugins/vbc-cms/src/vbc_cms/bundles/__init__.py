"""Episode payment models of Medicare: BPCI Advanced, CJR and TEAM.

Each program has a model for amounts of each episode and one for amounts that were summed.
"""
