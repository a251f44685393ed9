"""Global and Professional Direct Contracting, ACO REACH and LEAD.

Direct Contracting (2021 and 2022) became ACO REACH (2023 to 2026); LEAD follows from 2027. Sources
by tag: [C:...] cited from retrieved text, [V] verified on the results that CMS published, [M-h],
[M-m] and [M-l] from memory. A number from memory is a dated parameter of the contract, never here.
"""
