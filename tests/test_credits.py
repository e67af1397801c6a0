"""Picture credits in the text of an article."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.reading.credits import read_credits
from hearsay.reading.licence import find_licence

BY_SA = "https://creativecommons.org/licenses/by-sa/2.0/"

# text with the credit between ⟦ and ⟧, creator, platform, licence
CREDITS = [
    (
        f"⟦Photo: flickr.com by jbenton from Some Town, usa, {BY_SA}⟧ Port Elsa",
        "jbenton",
        "flickr.com",
        "CC BY-SA 2.0",
    ),
    ("⟦Photo by Ana Ruiz / Cape Wire⟧", "Ana Ruiz", "Cape Wire", None),
    ("The ferry. (⟦Image: Bo Sund/Sund Press⟧)", "Bo Sund", "Sund Press", None),
    ("⟦Photograph: Ana Ruiz/Cape Wire⟧\nThe ferry", "Ana Ruiz", "Cape Wire", None),
    ("⟦© 2031 Ana Ruiz⟧", "Ana Ruiz", None, None),
    ("⟦Courtesy of the Harbour Authority⟧", "Harbour Authority", None, None),
    ("⟦Photo by Ana Ruiz/Cape Wire via Sund Images⟧", "Ana Ruiz", "Sund Images", None),
    ("⟦Photo by Ana Ruiz on Pixpile⟧", "Ana Ruiz", "Pixpile", None),
    ("⟦Image: Harbour Commons⟧", None, "Harbour Commons", None),
    ("⟦Photo: CWA⟧", None, "CWA", None),
    ("The ferry at Pier 4. ⟦Photo: Bo Sund/Cape Wire⟧", "Bo Sund", "Cape Wire", None),
    ("⟦Photo: Bo Sund/Cape Wire⟧ The ferry at Pier 4", "Bo Sund", "Cape Wire", None),
    ("⟦Photo by Ana Ruiz (Cape Wire)⟧", "Ana Ruiz", "Cape Wire", None),
    ("⟦Photo: Ana Ruiz for Cape Wire⟧. The ferry", "Ana Ruiz", "Cape Wire", None),
    ("⟦Image credit: J. Benton / flickr.com / CC BY 2.0⟧", "J. Benton", "flickr.com", "CC BY 2.0"),
    (f"⟦Photo: Ana Ruiz, CC BY-SA 2.0 ({BY_SA})⟧", "Ana Ruiz", None, "CC BY-SA 2.0"),
    ("⟦Ana Ruiz, CC BY-SA 4.0, via Harbour Commons⟧", "Ana Ruiz", "Harbour Commons", "CC BY-SA 4.0"),
    (
        "⟦Image: https://pics.example.org/wiki/x.jpg by Ana Ruiz, CC0 1.0⟧",
        "Ana Ruiz",
        "pics.example.org",
        "CC0 1.0",
    ),
    ("[⟦Photo: Ana Ruiz⟧]", "Ana Ruiz", None, None),
    ("⟦Photo: @jbenton/Pixpile⟧", "@jbenton", "Pixpile", None),
    ("⟦Photo: Ana Ruiz, Cape Wire⟧, 2 March 2031", "Ana Ruiz", "Cape Wire", None),
    ("⟦Photo: Handout via Cape Wire⟧", None, "Cape Wire", None),
    ("⟦Photos by Ana Ruiz and Bo Sund⟧", "Ana Ruiz and Bo Sund", None, None),
    ("⟦Photo: unsplash.com⟧", None, "unsplash.com", None),
    ("⟦Photograph by Ana de la Cruz⟧", "Ana de la Cruz", None, None),
]


@pytest.mark.parametrize(("marked", "creator", "platform", "licence"), CREDITS)
def test_credits(marked: str, creator: str | None, platform: str | None, licence: str | None) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    (credit,) = read_credits(text)
    assert text[credit.start : credit.end] == text[start:end]
    assert (credit.creator, credit.platform, credit.licence) == (creator, platform, licence)
    assert credit.licence_url == (BY_SA if BY_SA in text else None)


NONE = [
    "The photo by Ana Ruiz was sold.",
    "Photo by Ana Ruiz won a prize",
    "Picture: A man walks past the pier",
    "Photo: the minister said no",
    "© 2031 Harbour Times. All rights reserved",
    "This text is published under a Creative Commons Attribution 4.0 licence.",
    "He gave credit: Ana was first.",
    "Images of the ferry, seen by Cape Wire, show smoke.",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_credit(text: str) -> None:
    assert read_credits(text) == ()


LICENCES = [
    (BY_SA, "CC BY-SA 2.0"),
    ("http://creativecommons.org/licenses/by-nc-nd/4.0/deed.en", "CC BY-NC-ND 4.0"),
    ("https://www.creativecommons.org/licenses/by/3.0/de/", "CC BY 3.0 DE"),
    ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
    ("https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0"),
    ("CC BY-SA 4.0", "CC BY-SA 4.0"),
    ("cc by 2.0", "CC BY 2.0"),
    ("CC0", "CC0"),
    ("Creative Commons Attribution-ShareAlike 4.0 International", "CC BY-SA 4.0"),
    ("Creative Commons Attribution-NonCommercial-NoDerivs 2.0 Generic", "CC BY-NC-ND 2.0"),
]


@pytest.mark.parametrize(("words", "name"), LICENCES)
def test_licences(words: str, name: str) -> None:
    text = f"Photo: Ana Ruiz, {words}, more"
    licence = find_licence(text, 0, len(text))
    assert licence is not None
    assert (text[licence.start : licence.end], licence.name) == (words, name)
    assert licence.url == (words if words.startswith("http") else None)


parts = st.lists(
    st.sampled_from(
        [
            "Photo: ",
            "Image by ",
            "©",
            "(",
            ")",
            "[",
            "Ana Ruiz",
            " / ",
            " via ",
            "flickr.com by ",
            "j.b",
            ", ",
            "\n",
            BY_SA,
            "CC BY",
            " 2.0",
            ". ",
            "Courtesy of ",
            "from ",
            "https://x.example/",
        ]
    )
    | st.text(max_size=5),
    max_size=20,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(parts)
def test_spans_are_valid_ordered_and_apart(text: str) -> None:
    last = 0
    for credit in read_credits(text):
        assert last <= credit.start < credit.end <= len(text)
        last = credit.end
        span = text[credit.start : credit.end]
        assert span == span.strip()
        assert "\n" not in span
        for value in (credit.creator, credit.licence_url):
            assert value is None or value in span
        assert credit.creator or credit.platform or credit.licence


@pytest.mark.parametrize(
    "unit", ["Photo: ", "(", "CC BY ", "creativecommons.org/", "©", "https://", "a.b.", "Ana "]
)
def test_time_is_linear(unit: str) -> None:
    begin = time.monotonic()
    read_credits(unit * (200_000 // len(unit)) + "CC BY 2.0")
    assert time.monotonic() - begin < 5
