"""A second reader that the user names may propose statements that the tagger missed; only words that stand in the
article enter."""
