"""The program's rules for contracts: minima by date, levels as the terms are, who may sign what."""
