"""Who said what: from the tagger's attributions to statements."""
