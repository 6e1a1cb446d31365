"""`exhibits`: the list of all exhibits of the meeting; `deck`: the same list as a presentation."""
