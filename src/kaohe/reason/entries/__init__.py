"""Reasons and their points brought together, entry by entry, until the text is tiled."""
