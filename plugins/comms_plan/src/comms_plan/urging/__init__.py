"""Urging: one mail a person and day about quotas that lack something (R26), sent exactly once.

`arrangement` says who is reminded when, as data; `occasions` finds what is due on a day, `people` who hears of it;
`preparing` writes one digest a person and day, `sending` sends those whose hour has come.
"""
