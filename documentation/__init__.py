"""Pages of the documentation that are made from the code, so that they cannot be out of date. Not shipped."""
