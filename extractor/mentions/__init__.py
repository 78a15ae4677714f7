"""What a text names: legal references, agencies, deadlines, targets, abbreviations, each with its span; nothing here opens a file.

Times: `deadlines` goes from cue to cue, and takes the first reading of a day of the next year; `relative_times` (when something takes
effect, then what is counted from an event); `recurring_times` (what recurs, as a time of the work; `recurrence` gives its RRULE); the rules
of `deadline_rules` (work that goes on, then leads such as "trước" before what `calendar_time` reads: days, months, quarters, years, and by
`named_times` feasts and terms). `deadline_scan` is the text under reading, `context` what the document says as a whole: its date, period
and years.

Agencies: `agency_grammar` reads one agency, from words (`agency_tokens`), `agency_names` and their `agency_parts`. It serves `agencies`
(running text), `agency_lists` (cells, labels, headings), `agency_leads` and `agency_coordinators` (who a task's sentence tells to act);
`agency_register` gives the same agency the same entry.
"""
