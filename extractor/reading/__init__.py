"""A file becomes a Document: each reader knows one format; none knows what a plan or a task is."""
