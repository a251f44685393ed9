"""What a check or classification of contracts reads: the contract and its parts."""

from vbc_rules.contracts.contract import Contract, Dated, ParameterTerm, Parties, Stream

__all__ = ["Contract", "Dated", "ParameterTerm", "Parties", "Stream"]
