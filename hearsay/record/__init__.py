"""Readings of many articles made into one record."""
