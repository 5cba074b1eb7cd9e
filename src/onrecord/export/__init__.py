"""Records as others' formats: tables, annotations, entities; each module is one format."""
