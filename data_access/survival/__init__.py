"""Time to events: `curves` (Kaplan-Meier), `competing_risks`, `follow_up` (who is followed to when)."""
