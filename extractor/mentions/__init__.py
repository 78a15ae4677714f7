"""What a text names: legal references, agencies, deadlines, targets, abbreviations, each with its span; nothing here opens a file."""
