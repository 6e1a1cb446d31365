"""The safety page, an exhibit a module: `infusion_toxicity`, `events`, `risk_difference`, `liver_injury`, `shift`,
`listings`; `phrases` is what they share.
"""
