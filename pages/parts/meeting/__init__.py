"""`deck`: the exhibits of the meeting as a presentation."""
