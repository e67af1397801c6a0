"""A record as tools of the Model Context Protocol, so that an assistant can ask who says so.

Needs ``hearsay[mcp]``: import :mod:`hearsay.views.mcp.server` only where that may be missing without harm.
"""
