"""What all tests share: how hypothesis runs, and the corpora that lie beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples every time, few of them, and no clock: a slow machine is no failure.
settings.register_profile(
    "quick",
    derandomize=True,
    deadline=None,
    max_examples=25,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# To look for new examples: HYPOTHESIS_PROFILE=search python -m pytest
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of corpora, beside the checkout; without it the test is skipped."""
    folder = ROOT.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("skipped: no corpora")
    return folder
