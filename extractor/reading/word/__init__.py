"""Word documents: DOCX, and old formats through LibreOffice."""
