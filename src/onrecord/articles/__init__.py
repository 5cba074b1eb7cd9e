"""A news report in: plain text, HTML, an address or JSON Lines becomes an `Article`.

Start at `inputs`. `decoding`, `language` and `text` say what counts as an English text;
`html`, `jsonlines` and `fetch` (with `guard` and `connection` under it) read what is around
it; `head` finds title, byline, dateline, publisher and date in it; `assemble` joins all.
"""
