"""What is made of an outcome, as plain data: forms, statistics, comparisons, mergers, accounts."""
