"""Running the extraction safely: limits on what one document may cost."""
