"""Anything that holds news, made into articles: files, pages, lines of JSON."""
