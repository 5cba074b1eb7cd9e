"""Tests of reading an article in."""
