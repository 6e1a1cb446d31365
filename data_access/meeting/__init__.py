"""`questions`: every question of the trial meeting, and answers with a code that `verify` recomputes."""
