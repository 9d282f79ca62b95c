-- Who is who in all reports, and what analysts have judged. Runs after schema.sql.

-- Mentions of persons in all reports that say the same of one: name, country and walk of life that titles tell. person is the id of the person that
-- the node stands for now (entities.id), reason why; block and last are the sounds of the name that it is found by. companions are ids of people named beside, joined by blanks. Made again from records.
CREATE TABLE nodes (
    id         TEXT PRIMARY KEY,
    block      TEXT NOT NULL,
    last       TEXT NOT NULL,
    name       TEXT NOT NULL,
    country    TEXT,
    sphere     TEXT,
    companions TEXT NOT NULL,
    n_reports  INTEGER NOT NULL,
    person     TEXT,
    reason     TEXT
) WITHOUT ROWID;
CREATE INDEX nodes_by_block ON nodes (block);
CREATE INDEX nodes_by_last ON nodes (last, block);
CREATE INDEX nodes_by_person ON nodes (person);

-- Which report holds which node; entity is the id that reading the report alone gave.
CREATE TABLE namings (
    report_key INTEGER NOT NULL REFERENCES reports (key) ON DELETE CASCADE,
    node       TEXT NOT NULL,
    entity     TEXT NOT NULL,
    PRIMARY KEY (report_key, node)
) WITHOUT ROWID;
CREATE INDEX namings_by_node ON namings (node, report_key);

-- What analysts have judged, never changed but for undone (when a judgement was taken back). kind: same, different, unsure, rename, retype; one and other
-- are ids of entities or nodes, value a name or a type. reject: one is a place in a report (id#statement:90-180), value its words; date: a report's id and its day. The truth, like records and versions.
CREATE TABLE judgements (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    one    TEXT NOT NULL,
    other  TEXT,
    value  TEXT,
    who    TEXT NOT NULL,
    at     TEXT NOT NULL,
    note   TEXT,
    undone TEXT
);
