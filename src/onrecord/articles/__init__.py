"""A news report in: plain text, HTML, an address, JSON Lines or a list of reports becomes `Article`s.

Start at `inputs`. `decoding`, `language` and `text` say what counts as an English text;
`html`, `jsonlines` and `fetch` (with `guard` and `connection` under it) read what is around
it. Lists are `folders`, `feeds`, `opml`, `sitemaps` (with `xml` and `pages` under them) and `warc`.
`head` finds title, byline, dateline, publisher and date in it; `assemble` joins all.
"""
