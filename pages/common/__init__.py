"""What every page shares: words, state that survives a page change, the open database, pickers."""
