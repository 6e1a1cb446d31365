"""The trial in totals for readers who may see no patient: `counts`, `summary`, masked by `counted_lines`."""
