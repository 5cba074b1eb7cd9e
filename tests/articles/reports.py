"""Reports for the tests; people and places are invented."""

from __future__ import annotations

PARAGRAPHS = (
    "LISK (AP) — Talks on the harbour of Lisk stalled on Friday after the Civic List walked out, two mediators said.",
    "“We will not sign this paper,” said Oren Vasko, who leads the list, on the steps of the café.",
    "The port ministry said that 1,200 people had left the quarter since Tuesday, and that more would follow if the "
    "cranes do not move.",
    "Nobody from the ministry answered questions about the date of the next meeting, which was promised for June.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def page(
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    *,
    head: str = "",
    before: str = "",
    after: str = "",
    title: str = "Harbour talks stall",
) -> str:
    """A page as sites make them, with its article between navigation, comments and imprint."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Lowland Post</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Lowland Post">
<meta name="author" content="Mira Holt"><meta property="article:published_time" content="2024-05-10T08:00:00Z">
<link rel="canonical" href="https://post.example/harbour">{head}</head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{title}</h1>{before}{body}{after}</article>
<div id="comments" class="comments"><h2>Comments</h2><p>First! I never liked those cranes anyway.</p></div>
<footer>© 2024 The Lowland Post. Cookies and terms.</footer></body></html>"""
