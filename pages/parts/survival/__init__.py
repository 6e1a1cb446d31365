"""The survival page: `curves`, `competing_risks`; `numbers` and `phrases` are what they share."""
