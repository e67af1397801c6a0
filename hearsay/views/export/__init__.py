"""A record in the formats of other tools: one module a format, each with a function ``write``."""
