"""Parts of a record as plain dicts in the published format, and back."""
