"""What is new: `since` (since when), `table` (the ward's), `of_patient` (one patient's), `phrases` (in words)."""
