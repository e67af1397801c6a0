"""A record looked at page by page: every question is answered from an index, however many articles it holds.

Articles go by key here. What changes nothing is asked here; what may derive or write is
:class:`hearsay.record.Record`'s.
"""

from hearsay.record.pages.claims import ClaimFilter
from hearsay.record.pages.pages import Pages
from hearsay.record.pages.slice import Slice
from hearsay.record.pages.sources import Source
from hearsay.record.pages.timeline import Period, Stretch

__all__ = ["ClaimFilter", "Pages", "Period", "Slice", "Source", "Stretch"]
