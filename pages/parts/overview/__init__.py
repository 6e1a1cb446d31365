"""`tables`: the trial in totals, on the page and as files."""
