"""What has happened, and what is only planned, feared, owed, asked for, doubted or denied: a table of sentences."""

import pytest

from hearsay.reading import Reader
from hearsay.record.event_accounts import told
from hearsay.schema import Article, Event, Stance


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader.load()


def event(reader: Reader, text: str, word: str) -> tuple[Event, Stance]:
    reading = reader.read(Article(text=text, published="2031-03-05"))
    found = next(e for e in reading.events if text[slice(*e.predicate)] == word)
    held = [s for s in reading.statements if any(a <= found.predicate[0] < b for a, b in s.spans)]
    return found, held[0].stance if held else "affirms"


HAPPENED = [
    ("The army attacked the town.", "attacked"),
    ("Rebels have shelled the port.", "shelled"),
    ("Twelve people were killed in the attack.", "killed"),
    ("Twelve people were killed in the attack.", "attack"),
    ("The minister confirmed that troops had entered the city.", "entered"),
    ("He managed to escape after the bombing.", "bombing"),
    ("The ministers met in Oslo and signed a treaty.", "signed"),
    ("The deployment of 600 troops began on Monday.", "began"),
    ("Troops opened fire, wounding two.", "wounding"),
    ("Officials condemned the attack on the convoy.", "attack"),
    ("The talks failed after the invasion.", "invasion"),
]


@pytest.mark.parametrize(("text", "word"), HAPPENED)
def test_what_happened(reader: Reader, text: str, word: str) -> None:
    assert told(*event(reader, text, word)) == "happened"


NOT_HAPPENED = [
    # owed
    ("The treaty says each side shall provide military aid.", "provide"),
    ("Each side shall provide assistance if the other is attacked.", "attacked"),
    ("Troops must leave the city by Friday.", "leave"),
    ("Sund shall take back those who are expelled.", "expelled"),
    # planned
    ("The army plans to attack the town.", "attack"),
    ("The planned strike worried the owners.", "strike"),
    ("The government sent troops to attack the town.", "attack"),
    ("They hope to sign a deal in May.", "sign"),
    ("The plan to deploy troops was dropped.", "deploy"),
    ("The alliance agreed to send troops.", "send"),
    ("An inquiry led by a judge will begin next month.", "inquiry"),
    # threatened, feared
    ("The rebels threatened to attack the port.", "attack"),
    ("The threat of an attack remains.", "attack"),
    ("Fears of an invasion grew.", "invasion"),
    ("He warned against an invasion.", "invasion"),
    ("Officials feared that rebels would seize the airport.", "seize"),
    # denied, averted
    ("The minister denied that troops had entered the city.", "entered"),
    ("Police did not arrest anyone.", "arrest"),
    ("The attack never happened.", "attack"),
    ("There was no attack.", "attack"),
    ("The rebels refused to release the hostages.", "release"),
    ("The sides failed to sign the treaty.", "sign"),
    ("Reports that the rebels had seized the bridge were false.", "seized"),
    ("Police prevented an attack on the station.", "attack"),
    # asked for
    ("He called for a ceasefire.", "ceasefire"),
    ("The general ordered his men to fire.", "fire"),
    # doubted, alleged
    ("The army may attack the town.", "attack"),
    ("If the rebels attack, the army will respond.", "attack"),
    ("It is unclear whether the army attacked the village.", "attacked"),
    ("The rebels allegedly killed two guards.", "killed"),
    ("She accused the army of killing civilians.", "killing"),
    ("Norway would send troops only if asked.", "send"),
]


@pytest.mark.parametrize(("text", "word"), NOT_HAPPENED)
def test_what_has_not(reader: Reader, text: str, word: str) -> None:
    assert told(*event(reader, text, word)) != "happened"
