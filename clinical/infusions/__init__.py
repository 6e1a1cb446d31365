"""The 24 hours after an infusion: signs, when each is due, and the display limits that prompt a look.

`window` holds signs, time points and rules; the SQL of the build applies them.
"""
