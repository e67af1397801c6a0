"""One claim: its origins drawn, the accounts side by side where they differ, every statement of it."""

from __future__ import annotations

from starlette.requests import Request

from hearsay.record import refer
from hearsay.record.pages import Pages
from hearsay.views.web import asked
from hearsay.views.web.desk import Desk
from hearsay.views.web.drawings.figures import draw_figures, points
from hearsay.views.web.drawings.tree import draw_tree, told
from hearsay.views.web.page import Page
from hearsay.views.web.rows import outlets_of, statement_rows

#: Statements that the page shows; the table that can be downloaded has them all.
_SHOWN = 200


def claim(request: Request, desk: Desk, pages: Pages) -> Page:
    """Make the page of a claim."""
    found = pages.claim(request.path_params["id"])
    trace = pages.trace(found)
    least = asked.least_sure(request)
    every = pages.statements_of(found)
    rows = [row for row in every if row.confidence >= least]
    charts = []
    for dispute in trace.disputes:
        if dispute.about == "figure":
            drawn = draw_figures(
                dispute,
                points(dispute, every),
                title=f"Figures over time: {dispute.of}: " + ", ".join(v.value for v in dispute.values),
            )
            if drawn:
                charts.append((dispute, drawn))
    keys = tuple(key for dispute in trace.disputes for value in dispute.values for key in value.articles)
    return Page(
        "claim.html",
        found.text,
        lambda: refer.trace(trace, pages.refs),
        {
            "claim": found,
            "trace": trace,
            "tree": draw_tree(
                trace.roots,
                pages.origins_of(found),
                title=told(trace.roots, len(found.articles), found.corroboration),
            ),
            "circular": any(root.how == "circular" for root in trace.roots),
            "identities": pages.origins_of(found),
            "outlets": outlets_of(found),
            "rows": rows[:_SHOWN],
            "more": max(0, len(rows) - _SHOWN),
            "least": least,
            "less_sure": len(every) - len(rows),
            "charts": charts,
            "articles": pages.article_rows(tuple(dict.fromkeys(keys))),
            "root_ids": pages.roots_of(found),
        },
        lambda: statement_rows(refer.statement(row, pages.refs) for row in rows),
    )
