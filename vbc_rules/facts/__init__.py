"""Facts: what was reported for a period, read from files and checked against the models."""
