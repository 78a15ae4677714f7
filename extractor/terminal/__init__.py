"""What a person sees of one document: the standard streams, a plan as table and paragraphs, how far its reading is."""
