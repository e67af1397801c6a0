"""Articles read by Ray, on the processes of this machine or of several.

What is read, and how, is :func:`hearsay.engine.read_batch`, as in the processes of the local engine; gathering and
storing stay with whoever asks. Ray (``hearsay[ray]``) is imported when the first article is there.
"""

from __future__ import annotations

from hearsay.cluster.cluster import Cluster
from hearsay.cluster.session import ClusterError

__all__ = ["Cluster", "ClusterError"]
