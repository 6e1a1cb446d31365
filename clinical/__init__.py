"""Pure clinical and statistical logic: numpy only; nothing of ours is imported here."""
