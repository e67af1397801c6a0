"""Titles and roles that a text gives to persons, wherever they stand."""

import pytest

from hearsay.reading import Reader
from hearsay.schema import Article


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


TITLES = [
    (
        "Chief of the Russian General Staff Valery Gerasimov confirmed the report.",
        "Chief of the Russian General Staff",
    ),
    ("Transport Minister Ines Adeyemi resigned on Friday.", "Transport Minister"),
    ("North Korean leader Kim Jong-un paid tribute.", "North Korean leader"),
    ("The mayor of Port Selden, Ana Ruiz, said the road was closed.", "mayor of Port Selden"),
    ("Ana Ruiz, the mayor of Port Selden, said the road was closed.", "mayor of Port Selden"),
    ("Noor Haddad, the spokeswoman for the ministry, denied it.", "spokeswoman for the ministry"),
    ("Ruth Okafor, a member of parliament, denied it.", None),
    ("Former president Carlos Menem was arrested.", "Former president"),
    ("U.N. Secretary-General Kofi Annan arrived.", "U.N. Secretary-General"),
    ("Gen. Tomas Okafor left the hall.", "Gen."),
    ("Daniel Osei is the prime minister of Calden.", "prime minister of Calden"),
    ("On Tuesday Ana Ruiz spoke.", None),
    ("Police arrested Ana Ruiz.", None),
    ("Ana Ruiz and Tomas Okafor met.", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles(reader: Reader, text: str, title: str | None) -> None:
    persons = [e for e in reader.read(Article(text=text)).entities if e.type == "PER"]
    assert persons
    assert persons[0].title == title
