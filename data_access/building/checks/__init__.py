"""Data checks: `run` executes data_access/sql/checks, `views` offers them what they look at."""
