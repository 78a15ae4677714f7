"""The parts of an administrative document: letterhead, sections with their roles, tables, closing; nothing here knows what a task is."""
