"""Running the extraction safely: limits on what one document may cost, processes that can be ended, many documents into a folder."""
