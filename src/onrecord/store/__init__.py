"""Records kept and searched: one SQLite file, or a PostgreSQL database."""
