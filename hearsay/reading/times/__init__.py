"""Times: every time expression of a text, found, resolved and put on the calendar."""

from hearsay.reading.times.reader import read_times

__all__ = ["read_times"]
