"""What every room names: cells, texts, names, findings, tables, settings, and facts about Excel."""
