"""Questions over a store: gather the few reports that can answer, and lay them side by side."""
