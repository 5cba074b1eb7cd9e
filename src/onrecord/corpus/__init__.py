"""Across records: the same report, the same quotation, figures as series, what a speaker said over time.

Pure functions over records; nothing is stored, nothing is judged true or false. Reports are `Report`s
(reports.py), told apart by all of their head, because two outlets can print one text.
"""
