"""The documentation builds as a site without a warning, and has every page, command, type and function."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="skipped: mkdocs is not installed")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "out"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def test_every_page_is_there(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        assert (site / page.relative_to(ROOT / "docs")).with_suffix(".html").exists()


def test_reference_is_made_from_the_code(site: Path) -> None:
    from hearsay.record import results
    from hearsay.views.cli import hearsay

    shown = {name: (site / "reference" / f"{name}.html").read_text(encoding="utf-8") for name in
             ("help", "python", "readings", "answers")}  # fmt: skip
    assert all(f"hearsay {name}" in shown["help"] for name in hearsay.commands)
    assert all(f'id="{name.lower()}"' in shown["answers"] for name in ("Claim", "Trace", "Independence"))
    assert results.Claim.__name__ in shown["answers"]
    assert "hearsay.read_text" in shown["python"]
    assert 'id="statement"' in shown["readings"]


def test_reading_the_pages_fetches_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for tag in ("<script src=", '<link rel="stylesheet" href=', "<img src="):
            for part in text.split(tag)[1:]:
                assert not part[:40].lstrip("\"'").startswith(("http", "//")), (page.name, part[:80])
