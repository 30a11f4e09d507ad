"""Quotas: how many items of which kind a unit owes in a period, counted from publications (R39, R40; mục III.2).

`rules` says what a rule is, `periods` cuts time, `judging` says of one item whether it counts and why.
These three know no database: the same functions judge an item when it is published, in a full recount
and in a rule's own examples.
"""
