-- What is searched: the words and keys of the latest version of each report, and of no other.

-- English stems without stop words: who types `who` means it.
CREATE TEXT SEARCH DICTIONARY onrecord_stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION onrecord (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION onrecord
    ALTER MAPPING FOR asciiword, word, numword WITH onrecord_stem;

-- The words of a text as both dialects see them: runs of letters and digits, without case and accents; with only
-- spaces between them PostgreSQL's parser finds no addresses, hyphens or signs. The limit keeps the longest texts
-- within what a tsvector can hold.
CREATE FUNCTION onrecord_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        regexp_replace(normalize(lower(left($1, 200000)), NFD), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'
    )
$$;

CREATE TABLE statements_search (
    id BIGINT PRIMARY KEY REFERENCES statements (id),
    words TSVECTOR NOT NULL,
    keys TEXT[] NOT NULL
);
CREATE TABLE figures_search (
    id BIGINT PRIMARY KEY REFERENCES figures (id),
    words TSVECTOR NOT NULL,
    keys TEXT[] NOT NULL
);
CREATE TABLE events_search (
    id BIGINT PRIMARY KEY REFERENCES events (id),
    words TSVECTOR NOT NULL,
    keys TEXT[] NOT NULL
);

INSERT INTO statements_search (id, words, keys)
SELECT s.id, to_tsvector('onrecord', onrecord_words(s.words)), string_to_array(s.keys, ' ')
FROM statements s JOIN versions v ON v.id = s.version WHERE v.latest = 1;
INSERT INTO figures_search (id, words, keys)
SELECT f.id, to_tsvector('onrecord', onrecord_words(f.words)), string_to_array(f.keys, ' ')
FROM figures f JOIN versions v ON v.id = f.version WHERE v.latest = 1;
INSERT INTO events_search (id, words, keys)
SELECT e.id, to_tsvector('onrecord', onrecord_words(e.words)), string_to_array(e.keys, ' ')
FROM events e JOIN versions v ON v.id = e.version WHERE v.latest = 1;

CREATE INDEX statements_search_words ON statements_search USING gin (words);
CREATE INDEX statements_search_keys ON statements_search USING gin (keys);
CREATE INDEX figures_search_words ON figures_search USING gin (words);
CREATE INDEX figures_search_keys ON figures_search USING gin (keys);
CREATE INDEX events_search_words ON events_search USING gin (words);
CREATE INDEX events_search_keys ON events_search USING gin (keys);
