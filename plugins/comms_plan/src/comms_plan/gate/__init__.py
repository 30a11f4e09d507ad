"""The gate: a unit offers a published item to a superior unit's editorial board (R45, R27).

By reference: there is one page with one address. Acceptance is a publication on the board's site,
and the end of either side's will is the end of that publication.
"""
