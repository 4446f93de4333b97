"""The ribbon's scenarios in whatever Excel is running, on workbooks of their own: what is found goes into a report."""
