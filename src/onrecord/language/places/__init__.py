"""Places: which names of an article are places, and where on earth they lie."""
