"""The ward board: `study_line` on top; `choice` of rows, `board`, its `marking`; `due`; `paper`, the round on A4."""
