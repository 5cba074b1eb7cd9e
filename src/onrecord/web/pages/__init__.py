"""The pages: each turns an address into a question, the answer into values, and hands them to its template."""
