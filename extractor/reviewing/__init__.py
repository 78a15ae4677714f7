"""A person checks a plan: the page to check it on (`page`), and what they corrected merged into a plan (`applying`)."""
