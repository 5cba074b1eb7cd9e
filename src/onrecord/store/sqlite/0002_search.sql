-- What is searched: the words and keys of the latest version of each report, and of no other.
-- The text itself stays in the tables; who changes an indexed row takes it out of the index first.

CREATE VIRTUAL TABLE statements_search USING fts5 (
    words, keys, content = 'statements', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE figures_search USING fts5 (
    words, keys, content = 'figures', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE events_search USING fts5 (
    words, keys, content = 'events', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);

INSERT INTO statements_search (rowid, words, keys)
SELECT s.id, s.words, s.keys FROM statements s JOIN versions v ON v.id = s.version WHERE v.latest = 1 ORDER BY s.id;
INSERT INTO figures_search (rowid, words, keys)
SELECT f.id, f.words, f.keys FROM figures f JOIN versions v ON v.id = f.version WHERE v.latest = 1 ORDER BY f.id;
INSERT INTO events_search (rowid, words, keys)
SELECT e.id, e.words, e.keys FROM events e JOIN versions v ON v.id = e.version WHERE v.latest = 1 ORDER BY e.id;
