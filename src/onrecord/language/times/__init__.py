"""Time expressions: where they stand in an article, and which dates they mean."""
