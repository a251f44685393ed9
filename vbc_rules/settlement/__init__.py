"""From a contract and facts to a settlement: lines, waterfalls, provenance."""
