"""Country and sector of an actor: `US troops` are of the United States and its military."""
