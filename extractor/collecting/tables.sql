-- The tables of a database of plans, version 1. What each column holds: docs/database.md, which a test holds against this file.
-- `document` is the key of all: a plan's rows go and come together. Spans are half-open code point offsets into the plan's text.

CREATE TABLE properties (name VARCHAR, value VARCHAR);

CREATE TABLE files (
    path VARCHAR, sha256 VARCHAR, document VARCHAR, corrected BOOLEAN, program VARCHAR, state VARCHAR, reason VARCHAR
);

CREATE TABLE documents (
    document VARCHAR, path VARCHAR, filename VARCHAR, media_type VARCHAR, sha256 VARCHAR, size_bytes BIGINT, pages INTEGER,
    characters INTEGER, text_origin VARCHAR, ocr_confidence DOUBLE, kind_code VARCHAR, kind VARCHAR, number VARCHAR, title VARCHAR,
    issuer VARCHAR, issuer_level VARCHAR, superior_issuer VARCHAR, place VARCHAR, province VARCHAR, province_2025 VARCHAR,
    date_issued VARCHAR, issued DATE, year INTEGER, period_start VARCHAR, period_end VARCHAR, signer VARCHAR, signer_position VARCHAR,
    signer_capacity VARCHAR, recipients VARCHAR[], corrected BOOLEAN, program VARCHAR
);

CREATE TABLE sections (
    document VARCHAR, section VARCHAR, parent VARCHAR, level INTEGER, number VARCHAR, heading VARCHAR, role VARCHAR,
    span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE tasks (
    document VARCHAR, task VARCHAR, fingerprint VARCHAR, section VARCHAR, parent VARCHAR, number VARCHAR, origin VARCHAR, title VARCHAR,
    text VARCHAR, deadline VARCHAR, deadline_kind VARCHAR, deadline_start DATE, deadline_end DATE, recurrence VARCHAR,
    confidence DOUBLE, corrected BOOLEAN, span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE agencies (
    document VARCHAR, agency VARCHAR, name VARCHAR, level VARCHAR, kind VARCHAR, collective BOOLEAN, code VARCHAR, heir VARCHAR
);

CREATE TABLE agency_successors (
    document VARCHAR, agency VARCHAR, position INTEGER, name VARCHAR, since DATE, ground VARCHAR, duties VARCHAR
);

CREATE TABLE agency_mentions (
    document VARCHAR, agency VARCHAR, position INTEGER, text VARCHAR, span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE task_agencies (
    document VARCHAR, task VARCHAR, role VARCHAR, position INTEGER, agency VARCHAR, name VARCHAR, found_in VARCHAR, text VARCHAR,
    span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE persons (
    document VARCHAR, task VARCHAR, position INTEGER, role VARCHAR, name VARCHAR, office VARCHAR, text VARCHAR,
    span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE outputs (
    document VARCHAR, task VARCHAR, position INTEGER, text VARCHAR, corrected_text VARCHAR, span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE deadlines (
    document VARCHAR, position INTEGER, deadline VARCHAR, task VARCHAR, kind VARCHAR, start_date DATE, end_date DATE, recurrence VARCHAR,
    duration VARCHAR, anchor VARCHAR, resolved BOOLEAN, text VARCHAR, span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE targets (
    document VARCHAR, position INTEGER, target VARCHAR, task VARCHAR, indicator VARCHAR, comparator VARCHAR, value DOUBLE,
    value_max DOUBLE, unit VARCHAR, direction VARCHAR, due VARCHAR, text VARCHAR, span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE legal_references (
    document VARCHAR, position INTEGER, reference VARCHAR, task VARCHAR, type VARCHAR, symbol VARCHAR, number VARCHAR, year INTEGER,
    issuer VARCHAR, date VARCHAR, title VARCHAR, pinpoint VARCHAR, iri VARCHAR, is_self BOOLEAN, text VARCHAR,
    span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE warnings (
    document VARCHAR, position INTEGER, code VARCHAR, message VARCHAR, span_start INTEGER, span_end INTEGER, page INTEGER
);

CREATE TABLE passages (
    document VARCHAR, passage INTEGER, section VARCHAR, task VARCHAR, text VARCHAR, plain VARCHAR, words INTEGER,
    span_start INTEGER, span_end INTEGER, page INTEGER
);

-- The index of the full text: how often a word stands in a passage. Made from `passages`, and not among the Parquet files.
CREATE TABLE postings (plain VARCHAR, word VARCHAR, document VARCHAR, passage INTEGER, occurrences INTEGER);
