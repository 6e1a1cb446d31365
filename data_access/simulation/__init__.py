"""The simulated trial: one latent course of hepatic reserve per patient, written as SDTM files."""
