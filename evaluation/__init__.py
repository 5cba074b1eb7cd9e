"""Measure parts of onrecord on annotated articles."""
