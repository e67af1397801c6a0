"""Readings in Parquet by month of publication: kept apart from any record, and enough to make one of.

They are plain files. Those of several machines can be copied into one folder, months can be taken out, and any tool
that knows Parquet can ask them.
"""

from __future__ import annotations

from hearsay.partitions.feed import Kept, feed
from hearsay.partitions.listing import count, is_partitions
from hearsay.partitions.part import BadPart, need_pyarrow
from hearsay.partitions.partitions import Partitions

__all__ = ["BadPart", "Kept", "Partitions", "count", "feed", "is_partitions", "need_pyarrow"]
