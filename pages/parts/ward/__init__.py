"""The ward board: `study_line` on top, `board`, `due`."""
