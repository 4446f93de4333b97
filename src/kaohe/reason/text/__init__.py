"""A reason text as the grammar sees it."""
