"""The arms page, an exhibit a module: `flow`, `baseline`, `exposure`, `endpoint`, `cells`; `by_visit` serves two."""
