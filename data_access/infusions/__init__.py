"""Infusions: `lanes` (against plan), `signs` (the 24 hours after), `assessments` (what was made of what was due)."""
