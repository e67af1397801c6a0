import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.reading.datelines import find_dateline


@pytest.mark.parametrize(
    ("text", "dateline", "agency"),
    [
        ("PORT ELSA, 3 March (Gull Wire) - A ferry sank.", "PORT ELSA, 3 March (Gull Wire) - ", "Gull Wire"),
        ("Headline\n\nPORT ELSA (Gull Wire) - A ferry sank.", "PORT ELSA (Gull Wire) - ", "Gull Wire"),
        ("Port Elsa (Gull Wire) — A ferry sank.", "Port Elsa (Gull Wire) — ", "Gull Wire"),
        ("(Gull Wire) - A ferry sank.", "(Gull Wire) - ", "Gull Wire"),
        ("PORT ELSA, Sund, March 3 — A ferry sank.", "PORT ELSA, Sund, March 3 — ", None),
        ("PORT ELSA — A ferry sank.", "PORT ELSA — ", None),
    ],
)
def test_a_dateline_is_found_with_its_agency(text: str, dateline: str, agency: str | None) -> None:
    found = find_dateline(text)
    assert found is not None
    assert text[slice(*found.span)] == dateline
    assert found.agency == agency
    if found.agency_span:
        assert text[slice(*found.agency_span)] == agency


@pytest.mark.parametrize(
    "text",
    [
        "MINISTER: No talks with the rebels.",
        "PRESENTER: What was the order?\nCOLONEL REZA AMINI (RETD): To hold the crossing.",
        "The ferry (built in 1990) - a ship of 90 metres - sank.",
        "A ferry sank.",
        "",
        "FERRY SINKS OFF PORT ELSA\n\nIt sank.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


@given(st.text(alphabet="AB ab(),-—:.\n3", max_size=200))
def test_offsets_stand_in_the_text(text: str) -> None:
    found = find_dateline(text)
    if found:
        assert 0 <= found.span[0] < found.span[1] <= len(text)
