"""The reading room: a store in a browser. Pages are made by the server and work without a script."""
