"""What people read of a record: the report for a terminal, and the page."""
