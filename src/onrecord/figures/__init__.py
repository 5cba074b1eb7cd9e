"""How many, of what, where and since when: the numbers that a report is about."""
