"""Payment in advance for a population: capitation, its ledger, withholds and risk funds."""
