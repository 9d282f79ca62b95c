-- A khabar store: reports, what khabar read out of them, and the index that answers questions about them.
--
-- The truth is in two tables: records (each report's text and whole record) and versions (what the texts were before).
-- Every other table here is made from them and can be made again (khabar rebuild). Offsets are code points of the
-- report's text, half-open. Days are ISO days (2017-10-20), so they compare as text. A column that ends in _key
-- is the number of a row in this file only; ids are the ones that records print.

-- Facts about the file itself: which analysis of words the full-text index was made with.
CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One row a report: where it comes from and when it was printed. first_day and last_day bound the day of
-- publication where it is not known to the day; published is NULL then. day is what the report is sorted by: published, else last_day,
-- else empty; the day that an analyst gave stands before both (basis analyst). digest is that of the report as it was read, with its metadata.
CREATE TABLE reports (
    key       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    title     TEXT,
    lang      TEXT NOT NULL,
    outlet    TEXT,
    url       TEXT,
    path      TEXT,
    published TEXT,
    first_day TEXT,
    last_day  TEXT,
    basis     TEXT NOT NULL,
    day       TEXT NOT NULL,
    digest    BLOB NOT NULL,
    added_at  TEXT NOT NULL
);
CREATE INDEX reports_by_day ON reports (day, key);
CREATE INDEX reports_by_outlet ON reports (outlet, key);

-- The report's text as read, and its record: the JSON that khabar prints, without the text, compressed by zlib.
CREATE TABLE records (
    report_key INTEGER PRIMARY KEY REFERENCES reports (key) ON DELETE CASCADE,
    text       TEXT NOT NULL,
    record     BLOB NOT NULL
);

-- What a report said before it was replaced by a changed report with the same id; number 1 is the oldest.
CREATE TABLE versions (
    id          TEXT NOT NULL,
    number      INTEGER NOT NULL,
    title       TEXT,
    text        TEXT NOT NULL,
    published   TEXT,
    outlet      TEXT,
    url         TEXT,
    added_at    TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (id, number)
);

-- One row for every person, body, place or process that a stored report names. links is a JSON object (wikidata, geonames),
-- n_reports how many reports name it.
CREATE TABLE entities (
    key           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    type          TEXT NOT NULL,
    name          TEXT NOT NULL,
    name_en       TEXT,
    name_en_basis TEXT,
    lat           REAL,
    lon           REAL,
    country       TEXT,
    links         TEXT NOT NULL DEFAULT '{}',
    n_reports     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entities_by_reports ON entities (n_reports DESC, key);

-- How an entity is written: every spelling that a report prints or a list gives, with its folded key.
CREATE TABLE spellings (
    entity_key INTEGER NOT NULL REFERENCES entities (key) ON DELETE CASCADE,
    spelling   TEXT NOT NULL,
    folded     TEXT NOT NULL,
    PRIMARY KEY (entity_key, spelling)
) WITHOUT ROWID;
CREATE INDEX spellings_by_folded ON spellings (folded, entity_key);

-- Which report names which entity, and how often.
CREATE TABLE appearances (
    entity_key INTEGER NOT NULL REFERENCES entities (key) ON DELETE CASCADE,
    report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    mentions   INTEGER NOT NULL,
    PRIMARY KEY (entity_key, report_key)
) WITHOUT ROWID;
CREATE INDEX appearances_by_report ON appearances (report_key, entity_key);

-- What can be found by its words: a report's title, a passage of its text, the content of a statement.
-- A title's offsets are those of the title.
CREATE TABLE passages (
    key        INTEGER PRIMARY KEY,
    report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('title', 'passage', 'statement')),
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    day        TEXT NOT NULL
);
CREATE INDEX passages_by_report ON passages (report_key, start);
CREATE INDEX passages_by_day ON passages (day, key);

-- The words of the passages, folded and stemmed: what is searched. rowid is the passage's key.
CREATE VIRTUAL TABLE words USING fts5 (stems, tokenize = 'ascii', detail = full);

-- Which entity a passage has to do with, and how: named in it (mention), the source of the statement (source), a hand that it
-- went through (speaker, spokesperson, body, agency, outlet).
CREATE TABLE involvements (
    entity_key  INTEGER NOT NULL REFERENCES entities (key) ON DELETE CASCADE,
    part        TEXT NOT NULL,
    passage_key INTEGER NOT NULL REFERENCES passages (key) ON DELETE CASCADE,
    PRIMARY KEY (entity_key, part, passage_key)
) WITHOUT ROWID;
CREATE INDEX involvements_by_passage ON involvements (passage_key, entity_key);

-- One row a statement; its key is that of its passage. source is a JSON list of entity ids or one "<…>"; inside is the
-- statement that reports this one.
CREATE TABLE statements (
    key        INTEGER PRIMARY KEY REFERENCES passages (key) ON DELETE CASCADE,
    report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    stance     TEXT NOT NULL,
    force      TEXT,
    grade      TEXT NOT NULL,
    anonymous  INTEGER NOT NULL,
    source     TEXT NOT NULL,
    inside     TEXT,
    day        TEXT NOT NULL
);
CREATE INDEX statements_by_report ON statements (report_key, key);
CREATE INDEX statements_by_day ON statements (day, key);
CREATE INDEX statements_by_stance ON statements (stance, key);

-- The hands that a statement went through, from the mouth (position 0) to the paper.
CREATE TABLE chain (
    statement_key INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    role          TEXT NOT NULL,
    entity_key    INTEGER REFERENCES entities (key) ON DELETE SET NULL,
    text          TEXT,
    PRIMARY KEY (statement_key, position)
) WITHOUT ROWID;
CREATE INDEX chain_by_role ON chain (role, entity_key, statement_key);

-- One row a telling of an event. first_day and last_day bound the day of happening, NULL where the report does not date it;
-- day is what it is sorted by: the first day, else the day of print. passage_key is the passage that the trigger stands in, inside
-- (and statement_key) the statement that tells it, same_as an earlier telling in the report; confidence the chance that type and actors are right,
-- NULL where the record was made before it was weighed.
CREATE TABLE events (
    key           INTEGER PRIMARY KEY,
    report_key    INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    passage_key   INTEGER REFERENCES passages (key) ON DELETE SET NULL,
    statement_key INTEGER REFERENCES statements (key) ON DELETE SET NULL,
    id            TEXT NOT NULL,
    type          TEXT NOT NULL,
    mode          TEXT,
    status        TEXT NOT NULL,
    start         INTEGER NOT NULL,
    stop          INTEGER NOT NULL,
    first_day     TEXT,
    last_day      TEXT,
    day           TEXT NOT NULL,
    inside        TEXT,
    same_as       TEXT,
    confidence    REAL
);
CREATE INDEX events_by_report ON events (report_key, start);
CREATE INDEX events_by_day ON events (day, key);
CREATE INDEX events_by_type ON events (type, day, key);
CREATE INDEX events_by_passage ON events (passage_key);
CREATE INDEX events_by_statement ON events (statement_key);

-- Who took part in an event (part: actor, recipient) and where (place). text is what stands for one without an entity ("<…>").
CREATE TABLE parties (
    event_key  INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    part       TEXT NOT NULL,
    position   INTEGER NOT NULL,
    entity_key INTEGER REFERENCES entities (key) ON DELETE SET NULL,
    text       TEXT,
    PRIMARY KEY (event_key, part, position)
) WITHOUT ROWID;
CREATE INDEX parties_by_entity ON parties (entity_key, part, event_key);

-- Titles and offices that reports give a holder, on the day of print: who was what, when. of_key is the body or country.
CREATE TABLE roles (
    key        INTEGER PRIMARY KEY,
    report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    entity_key INTEGER NOT NULL REFERENCES entities (key) ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    text       TEXT NOT NULL,
    office     TEXT,
    of_key     INTEGER REFERENCES entities (key) ON DELETE SET NULL,
    day        TEXT NOT NULL
);
CREATE INDEX roles_by_entity ON roles (entity_key, day);
CREATE INDEX roles_by_office ON roles (office, of_key, day);
CREATE INDEX roles_by_report ON roles (report_key);

-- What somebody is called, and by whom: namer_key is NULL for the reporter. inside is the statement that it stands in.
CREATE TABLE labels (
    key        INTEGER PRIMARY KEY,
    report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    named_key  INTEGER REFERENCES entities (key) ON DELETE SET NULL,
    namer_key  INTEGER REFERENCES entities (key) ON DELETE SET NULL,
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL,
    text       TEXT NOT NULL,
    folded     TEXT NOT NULL,
    inside     TEXT,
    day        TEXT NOT NULL
);
CREATE INDEX labels_by_named ON labels (named_key, day);
CREATE INDEX labels_by_namer ON labels (namer_key, day);
CREATE INDEX labels_by_folded ON labels (folded, day);
CREATE INDEX labels_by_report ON labels (report_key);
