"""The ward round: `board` (one row a patient), `news` (what is new), `due` (what is planned), `sheet` (on paper)."""
