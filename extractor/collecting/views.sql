-- Ready-made views. `agency_today` is the body that an agency's work went to as a whole, else the agency itself.

CREATE VIEW mentions AS
    SELECT document, 'agency' AS mention, agency AS id, NULL AS task, text, span_start, span_end, page FROM agency_mentions
    UNION ALL SELECT document, role, agency, task, text, span_start, span_end, page FROM task_agencies
    UNION ALL SELECT document, 'person', NULL, task, text, span_start, span_end, page FROM persons
    UNION ALL SELECT document, 'output', NULL, task, text, span_start, span_end, page FROM outputs
    UNION ALL SELECT document, 'deadline', deadline, task, text, span_start, span_end, page FROM deadlines
    UNION ALL SELECT document, 'target', target, task, text, span_start, span_end, page FROM targets
    UNION ALL SELECT document, 'legal_reference', reference, task, text, span_start, span_end, page FROM legal_references;

CREATE VIEW task_list AS
    WITH named AS (
        SELECT document, task,
            list(name ORDER BY position) FILTER (role = 'lead') AS leads,
            list(name ORDER BY position) FILTER (role = 'coordinating') AS coordinating
        FROM task_agencies GROUP BY document, task
    )
    SELECT d.province, d.year, d.issuer, d.kind, d.number AS plan_number, d.title AS plan, t.number, t.text AS task_text,
        coalesce(n.leads, []) AS leads, coalesce(n.coordinating, []) AS coordinating, t.deadline, t.deadline_start, t.deadline_end,
        t.confidence, t.page, t.document, t.task
    FROM tasks t JOIN documents d USING (document) LEFT JOIN named n USING (document, task);

CREATE VIEW task_roles AS
    SELECT DISTINCT a.document, a.task, a.role, coalesce(g.name, a.name) AS agency, coalesce(g.heir, g.name, a.name) AS agency_today,
        d.province, d.year, year(t.deadline_end) || '-Q' || quarter(t.deadline_end) AS quarter
    FROM task_agencies a
    JOIN tasks t USING (document, task)
    JOIN documents d USING (document)
    LEFT JOIN agencies g ON g.document = a.document AND g.agency = a.agency;

CREATE VIEW tasks_by_agency AS
    SELECT agency_today, agency, count(DISTINCT document) AS plans, count(*) FILTER (role = 'lead') AS leads,
        count(*) FILTER (role = 'coordinating') AS coordinates
    FROM task_roles GROUP BY ALL ORDER BY leads DESC, coordinates DESC, agency;

CREATE VIEW tasks_by_agency_and_quarter AS
    SELECT agency_today, agency, province, quarter, count(*) FILTER (role = 'lead') AS leads,
        count(*) FILTER (role = 'coordinating') AS coordinates
    FROM task_roles GROUP BY ALL ORDER BY quarter NULLS LAST, leads DESC, coordinates DESC, agency, province;

CREATE VIEW tasks_by_quarter AS
    SELECT year(deadline_end) || '-Q' || quarter(deadline_end) AS quarter, count(*) AS tasks, count(DISTINCT document) AS plans
    FROM tasks WHERE deadline_end IS NOT NULL GROUP BY ALL ORDER BY quarter;

CREATE VIEW targets_by_indicator_and_year AS
    SELECT regexp_replace(lower(g.indicator), ' năm (19|20)\d\d\b', '', 'g') AS indicator, g.unit,
        coalesce(try_cast(substr(g.due, 1, 4) AS INTEGER), d.year) AS year, d.province, d.issuer, g.comparator,
        g.value, g.value_max, g.text, g.document, g.target
    FROM (SELECT DISTINCT document, target, indicator, unit, due, comparator, value, value_max, text FROM targets) g
    JOIN documents d USING (document) WHERE g.indicator IS NOT NULL
    ORDER BY indicator, year, d.province, g.document, g.target;

CREATE VIEW laws_by_tasks AS
    SELECT coalesce(symbol, type || ' ' || title, text) AS law, any_value(type ORDER BY document, position) AS type,
        any_value(title ORDER BY document, position) AS title,
        count(DISTINCT document || ' ' || task) AS tasks, count(DISTINCT document) AS plans, count(*) AS mentions
    FROM legal_references WHERE NOT is_self
    GROUP BY coalesce(symbol, type || ' ' || title, text) ORDER BY tasks DESC, plans DESC, mentions DESC, law;

CREATE MACRO overdue_on(day) AS TABLE
    SELECT date_diff('day', deadline_end, CAST(day AS DATE)) AS days, * FROM task_list
    WHERE deadline_end < CAST(day AS DATE) ORDER BY deadline_end, document, task;

CREATE VIEW overdue AS SELECT * FROM overdue_on(current_date);

CREATE VIEW document_kinds AS
    WITH counted AS (SELECT document, count(*) AS tasks FROM tasks GROUP BY document)
    SELECT kind_code, kind, count(*) AS plans, coalesce(sum(tasks), 0)::BIGINT AS tasks
    FROM documents LEFT JOIN counted USING (document) GROUP BY ALL ORDER BY plans DESC, kind_code, kind;

CREATE VIEW plans_by_year AS
    WITH counted AS (SELECT document, count(*) AS tasks FROM tasks GROUP BY document)
    SELECT year, province, province_2025, count(*) AS plans, coalesce(sum(tasks), 0)::BIGINT AS tasks
    FROM documents LEFT JOIN counted USING (document) GROUP BY ALL ORDER BY year, province;

CREATE VIEW succession AS
    SELECT g.name AS agency, s.name AS successor, s.since, s.ground, s.duties, count(DISTINCT g.document) AS plans
    FROM agencies g JOIN agency_successors s USING (document, agency)
    GROUP BY ALL ORDER BY agency, since, successor, duties;

CREATE VIEW gaps AS
    WITH led AS (SELECT DISTINCT document, task, true AS has_lead FROM task_agencies WHERE role = 'lead')
    SELECT d.document, d.title, d.province, d.year, count(t.task) AS tasks, count(t.task) FILTER (has_lead IS NULL) AS without_lead,
        count(t.task) FILTER (t.deadline IS NULL) AS without_deadline, count(t.task) FILTER (t.confidence < 0.7) AS unsure
    FROM documents d LEFT JOIN tasks t USING (document) LEFT JOIN led l ON l.document = t.document AND l.task = t.task
    GROUP BY ALL ORDER BY d.document;

CREATE VIEW duplicates AS
    SELECT number, issuer, date_issued, list(path ORDER BY path) AS paths, list(document ORDER BY path) AS documents
    FROM documents WHERE number IS NOT NULL AND issuer IS NOT NULL
    GROUP BY ALL HAVING count(*) > 1 ORDER BY number, issuer, date_issued;
