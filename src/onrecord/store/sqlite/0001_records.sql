-- Reports, their versions, and what each version says. Numbers of rows hold their date: see rowid.py.

CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE -- the article's address, else its id
);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES reports (id),
    number INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    article TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    byline TEXT,
    date TEXT,
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
CREATE INDEX versions_by_url ON versions (url);

-- The record as the published JSON, compressed by zlib; apart from the heads, which are listed often.
CREATE TABLE documents (
    version INTEGER PRIMARY KEY REFERENCES versions (id),
    record BLOB NOT NULL
);

CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id),
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
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id),
    speaker TEXT,
    measure TEXT NOT NULL,
    figure TEXT NOT NULL,
    position INTEGER NOT NULL,
    low NUMERIC,
    high NUMERIC,
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
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id),
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
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES versions (id),
    place TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    geonames_id INTEGER,
    latitude REAL,
    longitude REAL,
    country TEXT,
    literal INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER NOT NULL
);
