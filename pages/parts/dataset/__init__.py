"""The data-set page: `contents` (what came in), `files` (to take away), `compare` (two snapshots)."""
