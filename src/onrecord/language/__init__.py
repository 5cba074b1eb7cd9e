"""What an article's words are: sentences and parse, quotation marks, mentions, who is meant."""
