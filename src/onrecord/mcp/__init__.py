"""The store and the reader as tools of the Model Context Protocol, over standard input and output or HTTP."""
