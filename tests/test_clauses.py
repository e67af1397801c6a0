"""Which clauses of a text are statements of their own, and how what is to come is told from what happened."""

import pytest

from hearsay.reading import Reader
from hearsay.schema import Article, Statement


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def stated(reader: Reader, text: str) -> dict[str, Statement]:
    reading = reader.read(Article(text=text, published="2031-03-05", outlet="Harbour Times"))
    return {" … ".join(text[a:b] for a, b in s.spans): s for s in reading.statements}


CLAUSES = [
    # Joined clauses with subjects of their own.
    ("The quay was closed in May and the crane fell in June.", ["The quay was closed in May", "the crane fell in June"]),
    (
        "Samples were taken at six points, and all of them were clean, the minister said.",
        ["Samples were taken at six points", "all of them were clean"],
    ),
    ("The crew left the ship and swam ashore.", ["The crew left the ship and swam ashore"]),
    # What is told beside as a fact, with how long after.
    (
        "Flags flew at half-mast in Port Elsa, a day after drones struck the depot.",
        ["Flags flew at half-mast in Port Elsa", "drones struck the depot"],
    ),
    ("The mayor resigned after police searched her flat.", ["The mayor resigned", "police searched her flat"]),
    # Not what has not happened, nor what is denied.
    ("The gate will open when the rain stops.", ["The gate will open when the rain stops"]),
    (
        "The mayor denied that anyone was hurt when the roof collapsed.",
        ["anyone was hurt when the roof collapsed"],
    ),
    # A quotation of crumbs stays whole.
    ('"The cups slid, then the chairs slid, then we did," she said.', ['"The cups slid, then the chairs slid, then we did,"']),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CLAUSES)
def test_clauses_that_state_something_are_statements(reader: Reader, text: str, wanted: list[str]) -> None:
    assert list(stated(reader, text)) == wanted


def test_parts_of_a_content_have_one_chain(reader: Reader) -> None:
    found = stated(reader, "The plant had closed in March and 400 people had lost their jobs, Ana Ruiz said.")
    assert [s.chain[-1].name for s in found.values()] == ["Ana Ruiz", "Ana Ruiz"]


PRESENTED = [
    ("The quarry is to be sold to a foreign buyer.", "future"),
    ("The first trains are going to run in December.", "future"),
    ("The first trains ran in December.", "fact"),
    ("The quarry was sold to a foreign buyer.", "fact"),
]


@pytest.mark.parametrize(("text", "modality"), PRESENTED)
def test_what_is_to_come_is_no_fact(reader: Reader, text: str, modality: str) -> None:
    (only,) = stated(reader, text).values()
    assert only.modality == modality


GOVERNED = [
    # (text, the statement, the last hand of its chain)
    (
        "Calden has summoned the Orsenian ambassador, said Noor Haddad, a spokeswoman for the foreign ministry.",
        "Calden has summoned the Orsenian ambassador",
        "Noor Haddad",
    ),
    (
        "Her spokesman Viktor Sato denied on Wednesday that the minister would resign.\n\n"
        "The Calden Herald had reported on Tuesday that she would step down by the end of the week, quoting a senior "
        "government official.",
        "she would step down by the end of the week",
        "senior government official",
    ),
]


@pytest.mark.parametrize(("text", "statement", "origin"), GOVERNED)
def test_a_cue_has_the_clause_that_it_governs(reader: Reader, text: str, statement: str, origin: str) -> None:
    assert stated(reader, text)[statement].chain[-1].name == origin


ASKED = [
    ("Who pays for the bridge? The council will not say.", "Who pays for the bridge"),
    ("The bridge fell on Monday, but why did nobody close it?", "why did nobody close it"),
    (
        "Who built the bridge, the mayor or the duke? It is old.",
        "Who built the bridge, the mayor or the duke",
    ),
    ("Ana Ruiz asked whether the bridge would hold.", "the bridge would hold"),
    ('"Where were you?" she asked the captain.', '"Where were you?"'),
]


@pytest.mark.parametrize(("text", "asked"), ASKED)
def test_a_question_tells_nothing(reader: Reader, text: str, asked: str) -> None:
    found = stated(reader, text)
    assert {words: s.kind for words, s in found.items() if s.modality == "asked"} == {asked: "question"}
