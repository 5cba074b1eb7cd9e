"""The command line. Commands are declared here without loading spaCy or a model."""
