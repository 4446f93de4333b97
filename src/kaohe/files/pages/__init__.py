"""The sheets that Kaohe makes: findings, form, statistics, comparison, merger, import."""
