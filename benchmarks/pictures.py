"""The README's pictures: two pages of the demo's record, as a browser shows them.

``python -m benchmarks.pictures`` reads the bundled articles and writes docs/pictures/glance.png and claim.png.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.browser import browser, served
from hearsay.views.web.app import make_app

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
_WIDTH = 1160
#: Each picture: the page it is of, how much of it is shown (pixels from the top).
_HEIGHTS = {"glance": 800, "claim": 860}


def main() -> int:
    """Make the pictures; the exit code is 1 where there is no browser."""
    from hearsay import demo, engine
    from hearsay.gather import gather
    from hearsay.record import Record
    from hearsay.record.pages import ClaimFilter, Pages

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        with Record.open(path) as record:
            engine.fill(
                record,
                lambda report: gather([demo.articles()], problems=report),
                problems=lambda problem: None,
            )
            record.derive()
        Pages.prepare(path)
        with Pages(path) as pages:
            most = pages.claims(ClaimFilter()).rows[0].id
        try:
            with browser() as started, served(make_app(path)) as address:
                PICTURES.mkdir(exist_ok=True)
                for name, page in (("glance", "/"), ("claim", f"/claim/{most}")):
                    tab = started.new_page(
                        viewport={"width": _WIDTH, "height": _HEIGHTS[name]}, color_scheme="light"
                    )
                    tab.goto(address + page)
                    tab.screenshot(path=PICTURES / f"{name}.png")
                    tab.close()
                    print(f"written: docs/pictures/{name}.png")
        except RuntimeError as error:
            print(f"error: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
