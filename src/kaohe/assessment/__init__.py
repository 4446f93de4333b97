"""From points to scores, ranks, findings and the plan of what would change."""
