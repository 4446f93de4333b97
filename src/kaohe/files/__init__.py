"""Files of every kind that can hold an assessment table: opened, imported into a new workbook, merged."""
