"""The JSON API: what the command line prints with `--json`, over HTTP, for reading alone."""
