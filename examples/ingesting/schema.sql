-- Plans in a database: the same statements for SQLite (3.31 on) and PostgreSQL (12 on).
-- A plan is known by the SHA-256 of its document and the version of the program that read it; everything hangs on these two and goes with them.
-- Days are ISO 8601; "…_edtf" can be a month or a year ("2024-02"). Spans are code points of documents.text, the end not included.

CREATE TABLE IF NOT EXISTS documents (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    schema_version TEXT NOT NULL,
    filename TEXT,
    media_type TEXT NOT NULL,
    pages INTEGER,
    kind_code TEXT,
    kind_name TEXT,
    number TEXT,
    issuer TEXT,
    place TEXT,
    date_issued_edtf TEXT,
    title TEXT,
    period_start_edtf TEXT,
    period_end_edtf TEXT,
    signer TEXT,
    corrected BOOLEAN NOT NULL,
    warnings INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (sha256, version)
);

CREATE TABLE IF NOT EXISTS sections (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    section_id TEXT NOT NULL,
    parent_id TEXT,
    level INTEGER NOT NULL,
    number TEXT,
    heading TEXT NOT NULL,
    role TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (sha256, version, section_id),
    FOREIGN KEY (sha256, version) REFERENCES documents ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS agencies (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    agency_id TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    kind TEXT,
    code TEXT,
    collective BOOLEAN NOT NULL,
    PRIMARY KEY (sha256, version, agency_id),
    FOREIGN KEY (sha256, version) REFERENCES documents ON DELETE CASCADE
);

-- layer "used": the tasks as they are to be used. "original": as extracted, where a person changed it; made_into is the task_no of what it
-- became. "dropped": a person held it to be no task.
CREATE TABLE IF NOT EXISTS tasks (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    task_no INTEGER NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('used', 'original', 'dropped')),
    made_into INTEGER,
    task_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    number TEXT,
    section_id TEXT,
    parent_id TEXT,
    origin TEXT NOT NULL,
    title TEXT,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    page INTEGER,
    confidence DOUBLE PRECISION NOT NULL,
    corrected BOOLEAN NOT NULL,
    PRIMARY KEY (sha256, version, task_no),
    FOREIGN KEY (sha256, version) REFERENCES documents ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS task_agencies (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    task_no INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('lead', 'coordinating')),
    place INTEGER NOT NULL,
    agency_id TEXT,
    name TEXT NOT NULL,
    found_in TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (sha256, version, task_no, role, place),
    FOREIGN KEY (sha256, version, task_no) REFERENCES tasks ON DELETE CASCADE
);

-- What tasks name beside agencies and what has a table of its own: persons and outputs; and where the document names each agency.
CREATE TABLE IF NOT EXISTS mentions (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    mention_no INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('agency', 'person', 'output')),
    task_no INTEGER,
    agency_id TEXT,
    name TEXT,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    page INTEGER,
    PRIMARY KEY (sha256, version, mention_no),
    FOREIGN KEY (sha256, version) REFERENCES documents ON DELETE CASCADE
);

-- Of these three, what stands in a task has its task_no; what stands elsewhere in the document has none.
CREATE TABLE IF NOT EXISTS deadlines (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    deadline_no INTEGER NOT NULL,
    task_no INTEGER,
    kind TEXT NOT NULL,
    start_day DATE,
    end_day DATE,
    recurrence TEXT,
    duration TEXT,
    anchor TEXT,
    resolved BOOLEAN NOT NULL,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (sha256, version, deadline_no),
    FOREIGN KEY (sha256, version) REFERENCES documents ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS targets (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    target_no INTEGER NOT NULL,
    task_no INTEGER,
    indicator TEXT,
    comparator TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    value_max DOUBLE PRECISION,
    unit TEXT,
    direction TEXT,
    due_edtf TEXT,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (sha256, version, target_no),
    FOREIGN KEY (sha256, version) REFERENCES documents ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS legal_references (
    sha256 TEXT NOT NULL,
    version TEXT NOT NULL,
    reference_no INTEGER NOT NULL,
    task_no INTEGER,
    type TEXT,
    symbol TEXT,
    issuer TEXT,
    date_edtf TEXT,
    title TEXT,
    pinpoint TEXT,
    iri TEXT,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    PRIMARY KEY (sha256, version, reference_no),
    FOREIGN KEY (sha256, version) REFERENCES documents ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS tasks_by_fingerprint ON tasks (fingerprint);
CREATE INDEX IF NOT EXISTS task_agencies_by_name ON task_agencies (name);
CREATE INDEX IF NOT EXISTS deadlines_by_end ON deadlines (end_day);
CREATE INDEX IF NOT EXISTS legal_references_by_symbol ON legal_references (symbol);
