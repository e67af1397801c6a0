"""Gold sets written for this project, each with its guidelines under ``docs/``."""
