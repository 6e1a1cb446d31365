"""Pure clinical and statistical logic: numpy and scipy only; nothing of ours is imported here."""
