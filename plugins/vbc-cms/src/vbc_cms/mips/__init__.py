"""Merit-based Incentive Payment System: the quality score, the final score, the adjustment.

Tags in `cites`: [C] was read in a source, [M-h] and [M-m] are from memory, with high and
medium confidence; confirm those before an amount rests on them.
"""
