"""Feeds watched, politely: what is new in them comes out as articles.

`watcher` is the loop; `poll` looks at one feed, `visit` makes a request that waits for its turn,
`politeness` says when that is and what a site's robots.txt allows; `feed` is what is remembered.
"""
