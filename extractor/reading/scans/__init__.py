"""Pages that are pictures: made ready, recognised, repaired, and given the layout of a digital page."""
