"""Word lists and tables as data; every file says in its header what it is and how to add to it."""
