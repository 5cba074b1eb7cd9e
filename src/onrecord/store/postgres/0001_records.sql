-- Reports, their versions, and what each version says. Numbers of rows hold their date: see rowid.py.
-- Truth is 0 or 1 and times are text, as in SQLite, so that the same statements run on both.

CREATE TABLE reports (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key TEXT NOT NULL, -- the article's address, else its id
    EXCLUDE USING hash (key WITH =) -- unique; an address can be longer than an entry of a B-tree may be
);

CREATE SEQUENCE version_ids;

CREATE TABLE versions (
    id BIGINT PRIMARY KEY,
    report BIGINT NOT NULL REFERENCES reports (id),
    number INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    first_row BIGINT NOT NULL,
    article TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    byline TEXT,
    date TEXT COLLATE "C",
    url TEXT,
    package TEXT NOT NULL,
    model TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    pipeline TEXT NOT NULL,
    added_at TEXT NOT NULL,
    statements INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    events INTEGER NOT NULL,
    UNIQUE (report, number),
    UNIQUE (report, text_sha256)
);

CREATE UNIQUE INDEX versions_by_date ON versions (first_row) WHERE latest = 1;
CREATE INDEX versions_by_url ON versions USING hash (url);

-- The record as the published JSON, compressed by zlib; apart from the heads, which are listed often.
CREATE TABLE documents (
    version BIGINT PRIMARY KEY REFERENCES versions (id),
    record BYTEA NOT NULL
);
ALTER TABLE documents ALTER COLUMN record SET STORAGE EXTERNAL;

CREATE TABLE statements (
    id BIGINT PRIMARY KEY,
    version BIGINT NOT NULL REFERENCES versions (id),
    speaker TEXT,
    act TEXT NOT NULL,
    quotation TEXT NOT NULL,
    named INTEGER NOT NULL,
    statement TEXT NOT NULL,
    position INTEGER NOT NULL,
    parent TEXT,
    speaker_type TEXT NOT NULL,
    negated INTEGER NOT NULL,
    source TEXT NOT NULL,
    cue TEXT NOT NULL,
    words TEXT NOT NULL,
    verbatim TEXT NOT NULL,
    condition TEXT NOT NULL,
    addressee TEXT NOT NULL,
    said_at TEXT NOT NULL,
    said_date TEXT,
    said_in TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    keys TEXT NOT NULL
);

CREATE TABLE figures (
    id BIGINT PRIMARY KEY,
    version BIGINT NOT NULL REFERENCES versions (id),
    speaker TEXT,
    measure TEXT NOT NULL,
    figure TEXT NOT NULL,
    position INTEGER NOT NULL,
    low DOUBLE PRECISION,
    high DOUBLE PRECISION,
    approximate INTEGER NOT NULL,
    span TEXT NOT NULL,
    counted TEXT NOT NULL,
    place TEXT NOT NULL,
    period TEXT NOT NULL,
    period_from TEXT,
    period_to TEXT,
    statement TEXT,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    words TEXT NOT NULL,
    words_start INTEGER NOT NULL,
    keys TEXT NOT NULL
);

CREATE TABLE events (
    id BIGINT PRIMARY KEY,
    version BIGINT NOT NULL REFERENCES versions (id),
    speaker TEXT,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    event TEXT NOT NULL,
    position INTEGER NOT NULL,
    mode TEXT,
    span TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_names TEXT NOT NULL,
    actor_countries TEXT NOT NULL,
    actor_sectors TEXT NOT NULL,
    recipient TEXT NOT NULL,
    recipient_names TEXT NOT NULL,
    recipient_countries TEXT NOT NULL,
    recipient_sectors TEXT NOT NULL,
    place TEXT NOT NULL,
    date TEXT,
    statement TEXT,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    words TEXT NOT NULL,
    words_start INTEGER NOT NULL,
    keys TEXT NOT NULL
);

CREATE TABLE places (
    id BIGINT PRIMARY KEY,
    version BIGINT NOT NULL REFERENCES versions (id),
    place TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    geonames_id BIGINT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    country TEXT,
    literal INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL
);
