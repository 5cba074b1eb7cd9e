"""What a speaker does by a statement: its speech act."""
