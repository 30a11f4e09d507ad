"""The read-only JSON API of units, publications, pages and media; a host site mounts the routers."""
