"""Common nouns for what publishes news."""

from __future__ import annotations

#: The narrower terms of schema.org's NewsMediaOrganization and Periodical,
# with their everyday synonyms.
MEDIA = frozenset(
    str.split(
        "agency broadcaster channel daily journal magazine network newspaper newswire outlet paper portal publication "
        "publisher service site station tabloid website weekly wire"
    )
)
