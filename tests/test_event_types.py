"""What kind of event a sentence tells of, who takes part, and what is never taken for a deed."""

from pathlib import Path

import pytest

from hearsay.reading import Reader
from hearsay.reading.event_types import load
from hearsay.schema import Article, Event, Reading


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


def read(reader: Reader, text: str) -> tuple[Reading, dict[str, Event]]:
    reading = reader.read(Article(text=text, published="2031-03-05"))
    return reading, {text[slice(*e.predicate)]: e for e in reading.events}


TYPES = [
    ("Rebels attacked a convoy on Monday, killing 12 soldiers.", "attacked", "ASSAULT"),
    ("Government warplanes attacked the rebel town of Sund on Monday.", "attacked", "FIGHT"),
    ("The two armies clashed near the border.", "clashed", "FIGHT"),
    ("Police arrested 40 students on Friday.", "arrested", "COERCE"),
    ("The ministry launched an investigation into the sinking.", "launched", "INVESTIGATE"),
    ("The union staged a hunger strike in front of the parliament.", "staged", "PROTEST"),
    ("The president condemned the attack.", "condemned", "DISAPPROVE"),
    ("Sund imposed sanctions on its neighbour.", "imposed", "SANCTION"),
    ("The government imposed a curfew in the capital.", "imposed", "COERCE"),
    ("The government lifted the curfew.", "lifted", "CONCEDE"),
    ("The army ended its offensive in the north.", "ended", "RETREAT"),
    ("The union suspended talks with the ministry.", "suspended", "SANCTION"),
    ("The rebels surrendered on Tuesday.", "surrendered", "RETREAT"),
    ("Norway sent food and medicine to the refugees.", "sent", "AID"),
    ("The foreign ministers met in Vienna.", "met", "CONSULT"),
    ("The two sides signed a treaty on Monday.", "signed", "SUPPORT"),
    ("Sund mobilised its reserves.", "mobilised", "MOBILIZE"),
    ("The parliament rejected the proposal.", "rejected", "REJECT"),
    ("Nine people died in the sinking of the ferry.", "died", "other"),
    ("The earthquake killed 40 people.", "killed", "other"),
    ("Nine people were killed in a train crash.", "killed", "other"),
    ("The loading pier of the quarry burned in November.", "burned", "other"),
    ("The wind lifted the roof off the hall.", "lifted", "other"),
    ("Nine people died in the bombing.", "died", "ASSAULT"),
    ("The cat slept on the mat.", "slept", "other"),
    ("The bridge is 40 metres long and was painted in May.", "painted", "other"),
]


@pytest.mark.parametrize(("text", "word", "kind"), TYPES)
def test_types(reader: Reader, text: str, word: str, kind: str) -> None:
    assert read(reader, text)[1][word].type == kind


#: What is yet to come, asked for, refused: never the class of the deed.
NOT_DONE = [
    ("Norway will send food to the refugees.", "send", "AGREE"),
    ("Sund agreed to withdraw its troops.", "agreed", "AGREE"),
    ("The rebels threatened to attack the port.", "threatened", "THREATEN"),
    ("The rebels said they would bomb the port.", "bomb", "THREATEN"),
    ("Sund vowed to shell the harbour.", "vowed", "THREATEN"),
    ("Norway refused to send weapons.", "refused", "REJECT"),
    ("The mayor demanded that the army withdraw.", "demanded", "DEMAND"),
    ("Sund must release the prisoners, the minister said.", "release", "DEMAND"),
    ("The army is preparing to attack the town.", "preparing", "MOBILIZE"),
    ("The army prepared to shell the town.", "shell", "THREATEN"),
]


@pytest.mark.parametrize(("text", "word", "kind"), NOT_DONE)
def test_what_is_only_meant(reader: Reader, text: str, word: str, kind: str) -> None:
    assert read(reader, text)[1][word].type == kind


PARTICIPANTS = [
    ("Police arrested 40 students on Friday.", "arrested", ["Police"], ["40 students"]),
    ("Forty students were arrested by the police.", "arrested", ["the police"], ["Forty students"]),
    ("Thousands of workers demonstrated in Oslo.", "demonstrated", ["Thousands of workers"], ["Oslo"]),
    ("Norway and Sweden signed a treaty.", "signed", ["Norway", "Sweden"], []),
    ("The ministry launched an investigation into Ana Ruiz.", "launched", ["The ministry"], ["Ana Ruiz"]),
    ("The mayor demanded that the army withdraw.", "demanded", ["The mayor"], ["the army"]),
    ("The rebels surrendered on Tuesday.", "surrendered", ["The rebels"], []),
]


@pytest.mark.parametrize(("text", "word", "actors", "targets"), PARTICIPANTS)
def test_participants(reader: Reader, text: str, word: str, actors: list[str], targets: list[str]) -> None:
    parts = read(reader, text)[1][word].participants
    assert [text[p.start : p.end] for p in parts if p.role == "actor"] == actors
    assert [text[p.start : p.end] for p in parts if p.role == "target"] == targets


def test_one_event_is_told_once(reader: Reader) -> None:
    _, events = read(reader, "The ministry launched an investigation into the sinking.")
    assert events["investigation"].within == events["launched"].id
    assert events["launched"].within is None


def test_a_noun_speaks_where_its_verb_has_no_type(reader: Reader) -> None:
    _, events = read(reader, "The summit ended on Thursday.")
    assert (events["ended"].type, events["summit"].type, events["summit"].within) == (
        "other",
        "CONSULT",
        None,
    )


BROKEN = [
    ("[AGREE\n", "event_types.toml: "),
    ('[JOY]\nwords = ["laugh"]\n', "'JOY' is no event type"),
    (
        '[light]\nwords = []\n[intends]\nwords = []\n[ends]\nwords = []\nof_kindness = "AID"\nof_force = "AID"\n'
        'of_pressure = "AID"\n[[with]]\nverbs = ["nod"]\ntype = "AGREE"\n',
        "a pattern of nod needs one of words, by, in",
    ),
    ('[AGREE]\nwords = ["nod"]\n[REJECT]\nwords = ["nod"]\n', "'nod' stands under AGREE and REJECT"),
]


@pytest.mark.parametrize(("text", "problem"), BROKEN)
def test_a_broken_table_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "event_types.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=problem.replace(".", r"\.")):
        load(path)
