"""A crisis that never was, in 36 short reports by invented outlets."""
