"""What is in the database file: `contents`, `visit_map`, and two snapshots compared (`snapshots`, `compare`)."""
