"""Plain text and Markdown, as people and converters write them."""
