"""Figures of safety: `edish` (liver injury), `proportions` (24 h), `risk_difference`, `shift`."""
