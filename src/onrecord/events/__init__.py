"""Who is reported to have done what to whom."""
