"""Reading reason texts: from free text to items with points."""
