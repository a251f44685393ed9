"""Results of quality measures: read from reports, and made the facts of a contract."""
