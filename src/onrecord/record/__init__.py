"""The record of an article: put together, written and read as JSON, checked against its text."""
