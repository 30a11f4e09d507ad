"""How far the sector has come: themes that are covered or empty, quotas of all units, delays (R5, R21, R22).

A room without tables. It reads publications, tags of themes and the figures of quotas by aggregates,
so that the number of queries does not grow with the units; screens, the API and the portal's public
page show what it finds.
"""
