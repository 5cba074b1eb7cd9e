-- What a watcher remembers, and which names are one speaker's.

CREATE TABLE feeds (
    address TEXT PRIMARY KEY,
    title TEXT,
    etag TEXT,
    last_modified TEXT,
    next_due TEXT,
    failures INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    last_status INTEGER,
    updated_at TEXT NOT NULL
);

CREATE TABLE seen (
    address TEXT NOT NULL,
    at TEXT NOT NULL,
    EXCLUDE USING hash (address WITH =)
);

CREATE TABLE speaker_names (
    folded TEXT PRIMARY KEY, -- the name without case and accents
    name TEXT NOT NULL,
    speaker_folded TEXT NOT NULL,
    speaker TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE INDEX speaker_names_by_speaker ON speaker_names (speaker_folded);

CREATE TABLE speaker_log (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    speaker TEXT, -- empty where a merge was undone
    decided_by TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE INDEX speaker_log_by_name ON speaker_log (folded);
