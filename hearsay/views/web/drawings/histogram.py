"""How the claims of a record spread over time: a bar for each year, month or day that holds some."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from hearsay.record.pages import Period
from hearsay.views.plain import count
from hearsay.views.web.drawings.svg import drawing, element, words

_BAR, _HEIGHT, _LABEL = 40.0, 84.0, 20.0


def draw_histogram(period: Period, link: Callable[[str], str | None], *, title: str) -> Markup:
    """Return the bars; ``link`` gives the address to which the bar of a year, month or day leads."""
    most = max((stretch.claims for stretch in period.stretches), default=0)
    if most == 0:
        return Markup()
    step = max(_BAR, 9.0 * max(len(stretch.name) for stretch in period.stretches))
    parts = []
    for n, stretch in enumerate(period.stretches):
        tall = max(2.0, (_HEIGHT - 18) * stretch.claims / most)
        x = n * step
        bar = [
            element("rect", x=x + 1, y=0, width=step - 2, height=_HEIGHT + _LABEL, class_="hit"),
            element("rect", x=x + 4, y=_HEIGHT - tall, width=step - 8, height=tall, rx=2, class_="bar"),
            words(
                f"{stretch.claims:,}", x + step / 2, _HEIGHT - tall - 4, class_="tick", text_anchor="middle"
            ),
            words(stretch.name, x + step / 2, _HEIGHT + 15, class_="tick", text_anchor="middle"),
        ]
        address = link(stretch.name)
        group = element("g", *bar, class_="bin")
        told = f"{stretch.name}: {count(stretch.claims, 'claim')}"
        parts.append(element("a", group, href=address, aria_label=told) if address else group)
    return drawing(
        step * len(period.stretches), _HEIGHT + _LABEL, parts, title=title, class_="histogram", links=True
    )
