"""Who is meant: names, roles and pronouns resolved to those whom an article speaks of."""
