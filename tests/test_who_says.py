"""Who says it, in the many forms of news: tables of what is found, form by form."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from hearsay.reading import Reader
from hearsay.reading.confidence import confidence
from hearsay.reading.turns import Speakers, find_turns
from hearsay.reading.words import split_words
from hearsay.schema import Article, Reading, Spans
from hearsay.views.cli import hearsay


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Article(text, published="2031-03-05", outlet="The Tarn Courier"))


def quoted(text: str, spans: Spans) -> list[str]:
    return [text[a:b] for a, b in spans]


#: Text; then each outermost attribution's speaker and the pieces of its content.
FORMS = {
    "turns by name": (
        "Ana Ruiz: We will not sell the mill.\nTom Hale: Then the bank will.\nRuiz: The bank has never seen it.",
        [
            ("Ana Ruiz", ["We will not sell the mill"]),
            ("Tom Hale", ["Then the bank will"]),
            ("Ana Ruiz", ["The bank has never seen it"]),
        ],
    ),
    "a quotation of three paragraphs, named last": (
        "“The pump failed twice.\n\n“Nobody came.\n\n“I called them five times,” Joonas Peltier said.",
        [("Joonas Peltier", ["“The pump failed twice.", "“Nobody came.", "“I called them five times,”"])],
    ),
    "two quotations, closed": (
        '"The pump," Joonas Peltier said, "failed twice," adding that nobody came.',
        [("Joonas Peltier", ['"The pump,"', '"failed twice,"']), ("Joonas Peltier", ["that nobody came"])],
    ),
    "a post": (
        "Joonas Peltier tweeted: 'Pump failed AGAIN!!! 😡 #fail'",
        [("Joonas Peltier", ["'Pump failed AGAIN!!! 😡 #fail'"])],
    ),
    "a mark is no content": (
        "“Will it reopen?” asked Ana Ruiz. “In May,” answered Joonas Peltier.",
        [("Ana Ruiz", ["“Will it reopen?”"]), ("Joonas Peltier", ["“In May,”"])],
    ),
    "a name behind a dash": (
        "The mill is closed.\n\n“The pump failed.”\n\n– Joonas Peltier\n\nIt will reopen in May.",
        [("Joonas Peltier", ["“The pump failed.”"])],
    ),
    "angle quotes": ("»The pump failed twice«, Joonas Peltier said.", [("Joonas Peltier", ["»The pump failed twice«"])]),
    "a transcript within an article": (
        "Hale: mill is safe\n\nThe owner was asked about the mill on Sunday. A partial transcript:\n\n"
        "“WALLACE: Will it reopen?\n\n“HALE: It will.\n\n“In May.\n\n“WALLACE: And then?\n\n“HALE: We sell.”\n\n"
        "It rained in Lisk.\n\nThe road to the mill was shut on Sunday.\n\nNobody was there.\n\nGulls slept on the pier.",
        [
            ("Hale", ["mill is safe"]),
            ("WALLACE", ["Will it reopen?"]),
            ("HALE", ["It will", "“In May"]),
            ("WALLACE", ["And then?"]),
            ("HALE", ["We sell.”"]),
        ],
    ),
    "turns by letter": (
        "Q: Did you see the ship?\nA: I saw a light.\nQ: Who told you that it had sunk?\nA: The harbour master did.",
        [
            ("The Tarn Courier", ["Did you see the ship?"]),
            ("interviewee", ["I saw a light"]),
            ("The Tarn Courier", ["Who told you that it had sunk?"]),
            ("interviewee", ["The harbour master did"]),
        ],
    ),
    "turns by letter, of one whom the introduction names": (
        "Bassist Ivo Prins on falling out with the singer Teo Brandt\n\nQ. Did you speak?\nA. Through lawyers.",
        [("The Tarn Courier", ["Did you speak?"]), ("Ivo Prins", ["Through lawyers"])],
    ),
    "one question and one answer": (
        "REPORTER: Were you in the room?\nWITNESS (name withheld): The bin was burning.",
        [("The Tarn Courier", ["Were you in the room?"]), ("WITNESS", ["The bin was burning"])],
    ),
    "questions and answers, spelled out": (
        "Hanne Falk has kept the ice for thirty years. We met her at the hut.\n\n"
        "Question: Is it dead?\nAnswer: It is resting.\nQuestion: Who says so?\nAnswer: I do.",
        [
            ("The Tarn Courier", ["Is it dead?"]),
            ("Hanne Falk", ["It is resting"]),
            ("The Tarn Courier", ["Who says so?"]),
            ("Hanne Falk", ["I do"]),
        ],
    ),
    "a byline names who asks": (
        "Interview by Carla Moss\n\nQ: Did you see the ship?\nA: I saw a light.",
        [("The Tarn Courier", ["Did you see the ship?"]), ("interviewee", ["I saw a light"])],
    ),
    "bare questions": (
        "Hanne Falk has kept the ice for thirty years. She retires today.\n\nWhat did you hear up there?\n\n"
        "I heard the ice.\nIt groans.\n\nWhat happened then?\n\nMy mother did.\n\nDo you miss it?\n\nEvery day.",
        [("Hanne Falk", ["I heard the ice", "It groans"]), ("Hanne Falk", ["My mother did"]), ("Hanne Falk", ["Every day"])],
    ),
    "bold questions to nobody named": (
        "**What did you hear up there?**\nI heard the ice.\n**What happened then?**\nMy mother did.\n**Why?**\nShe knew.",
        [("interviewee", ["I heard the ice"]), ("interviewee", ["My mother did"]), ("interviewee", ["She knew"])],
    ),
    "voices by office": (
        "The minister, Tom Hale, met the press.\n\nReporter: Will there be talks?\nMinister: No.\n"
        "Reporter: And later?\nSpokesman: Thank you all.\nMinister: Never.",
        [
            ("The Tarn Courier", ["Will there be talks?"]),
            ("Tom Hale", ["No."]),
            ("The Tarn Courier", ["And later?"]),
            ("Spokesman", ["Thank you all"]),
            ("Tom Hale", ["Never"]),
        ],
    ),
    "a host by name": (
        "JUN PARK: Did the ferry sink?\nANA RUIZ: It did.\nPARK: Who knew?\nRUIZ: The owner knew.",
        [
            ("The Tarn Courier", ["Did the ferry sink?"]),
            ("ANA RUIZ", ["It did"]),
            ("The Tarn Courier", ["Who knew?"]),
            ("ANA RUIZ", ["The owner knew"]),
        ],
    ),
    "turns of the outlet": (
        "Courier: When will the bridge open?\n\nMagda Wirth: In June.\n\nCourier: And if it rains?\n\nWirth: In July.",
        [
            ("The Tarn Courier", ["When will the bridge open?"]),
            ("Magda Wirth", ["In June"]),
            ("The Tarn Courier", ["And if it rains?"]),
            ("Magda Wirth", ["In July"]),
        ],
    ),
    "an answer of two paragraphs": (
        "HOST: Will you resign?\nRIBA: I will not.\nThe court has cleared me.\nHOST: Thank you.\nRIBA: Thank you.",
        [
            ("The Tarn Courier", ["Will you resign?"]),
            ("RIBA", ["I will not", "The court has cleared me"]),
            ("The Tarn Courier", ["Thank you"]),
            ("RIBA", ["Thank you"]),
        ],
    ),
    "a name under a quotation": (
        "“The sea does not wait for committees.”\n— Ana Ruiz, harbour master of Port Elsa",
        [("Ana Ruiz", ["“The sea does not wait for committees.”"])],
    ),
    "headline with a colon": (
        "Minister: no talks with rebels",
        [("Minister", ["no talks with rebels"])],
    ),
    "headline with a dash": ("‘No talks’ – minister", [("minister", ["‘No talks’"])]),
    "split round the cue": (
        "“The pump,” said Joonas Peltier, “failed twice in January.”",
        [("Joonas Peltier", ["“The pump,”", "“failed twice in January.”"])],
    ),
    "over three paragraphs": (
        "“The pump failed twice in January,” said Joonas Peltier, an engineer.\n\n"
        "“It failed again in February. Nobody listened.\n\n“Now it has failed for good.”",
        [
            (
                "Joonas Peltier",
                [
                    "“The pump failed twice in January,”",
                    "“It failed again in February. Nobody listened.",
                    "“Now it has failed for good.”",
                ],
            )
        ],
    ),
    "no closing mark": (
        '"The pump failed twice in January, Joonas Peltier said. Nobody repaired it.',
        [("Joonas Peltier", ['"The pump failed twice in January'])],
    ),
    "low marks": ("„The pump failed twice“, Joonas Peltier said.", [("Joonas Peltier", ["„The pump failed twice“"])]),
    "angle marks": ("«The pump failed twice», Joonas Peltier said.", [("Joonas Peltier", ["«The pump failed twice»"])]),
    "single marks": (
        "'I paid for it twice,' Tomas Riba said.",
        [("Tomas Riba", ["'I paid for it twice,'"])],
    ),
    "scare quotes": ("The so-called “experts” have left. A “special” offer ended on Sunday.", []),
    "caption": ("President Tomas Riba speaks at a press conference in Lisk. (Ana Ruiz/Gull Wire)", []),
    "credit": ("The harbour of Port Elsa on Sunday. Photo: Ana Ruiz/Gull Wire", []),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_forms(reader: Reader, form: str) -> None:
    text, wanted = FORMS[form]
    found = [a for a in read(reader, text).attributions if a.parent is None]
    assert [(a.speaker, quoted(text, a.content)) for a in found] == wanted


SPEAKERS = [
    ("Ana Ruiz resigned. Her deputy said the mill would close.", "Ana Ruiz's deputy"),
    ("“My lawyer says that the mill is mine,” said Ana Ruiz.", "Ana Ruiz's lawyer"),
    (
        "Vaughan Petrie, chief executive of Lowland Trust, paused. “It will cost some,” he said.",
        "Vaughan Petrie",
    ),
    ("The fire brigade, whose log was read in court, said the cat was hostile.", "fire brigade"),
    ("Ana Ruiz met an engineer who said the pump had failed.", "engineer"),
    ("Ostmark and Lethe said they would reopen the border.", "Ostmark and Lethe"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_speakers(reader: Reader, text: str, speaker: str) -> None:
    assert speaker in [a.speaker for a in read(reader, text).attributions]


#: Text; the last attribution's chain behind the outlet: who was told stands before who told it.
THROUGH = [
    ("A rescuer, quoted by Radio Sund, said the road was closed.", ["Radio Sund", "rescuer"]),
    ("Osman Tel, reached by Radio Sund, denied it.", ["Radio Sund", "Osman Tel"]),
    (
        "Osman Tel rejected the account in a conversation with Radio Sund and added that Adil had been drunk.",
        ["Radio Sund", "Osman Tel"],
    ),
]


@pytest.mark.parametrize(("text", "hands"), THROUGH)
def test_who_was_told_is_a_hand(reader: Reader, text: str, hands: list[str]) -> None:
    reading = read(reader, text)
    assert [hop.name for hop in reading.attributions[-1].chain][1:] == hands
    above = {a.id: a.parent for a in reading.attributions}
    for name in above:
        seen = [name]
        while (parent := above[seen[-1]]) is not None:
            assert parent not in seen
            seen.append(parent)


#: Text; the kind of the first attribution's source; its chain behind the outlet.
OWN = [
    ('"We were never asked," Ana Ruiz told this newspaper on Monday.', "person", ["Ana Ruiz"]),
    ("Ana Ruiz told Reuters that the dam was safe.", "person", ["Reuters", "Ana Ruiz"]),
    ("Ana Ruiz said in an interview with the BBC that the dam was safe.", "person", ["BBC", "Ana Ruiz"]),
    ("Speaking to the Lisk Examiner, Hale said the mill would close.", "person", ["Lisk Examiner", "Hale"]),
    ("In an email to the Courier, Hale said the mill would close.", "person", ["Hale"]),
    ("Ana Ruiz told Congress that the dam was safe.", "person", ["Ana Ruiz"]),
    (
        "Ana Ruiz told the Sund Press Agency that the dam was safe.",
        "person",
        ["Sund Press Agency", "Ana Ruiz"],
    ),
    ("The dam was called unsafe by engineers.", "unnamed", ["engineers"]),
    (
        "The dam was unsafe, according to documents seen by the Guardian.",
        "document",
        ["Guardian", "documents seen by the Guardian"],
    ),
    (
        "The dam was unsafe, according to an email seen by this newspaper.",
        "document",
        ["email seen by this newspaper"],
    ),
    (
        "According to a report written by the Guardian Trust, the dam was unsafe.",
        "document",
        ["report written by the Guardian Trust"],
    ),
    ("The Tarn Courier has seen a letter in which Ana Ruiz asks for money.", "outlet", []),
    ("The Courier can reveal that the mayor sold the bridge.", "outlet", []),
    ("This newspaper has learned that the mayor has resigned.", "outlet", []),
    ("Our political editor in Lisk, Tom Hale, saw the mayor leave by the back door.", "outlet", []),
    ("We asked the ministry whether it knew.", "outlet", []),
    ("We demand that the minister visit the tower.", "organisation", []),
]


@pytest.mark.parametrize(("text", "kind", "chain"), OWN, ids=[text[:30] for text, _, _ in OWN])
def test_whose_reporting_it_is(reader: Reader, text: str, kind: str, chain: list[str]) -> None:
    found = read(reader, text).attributions[0]
    assert (found.source_kind, [hop.name for hop in found.chain[1:]]) == (kind, chain)


BODY = "There will be no talks with the rebels, Defence Minister Tom Hale said on Sunday. Ana Ruiz said that it rained."
#: Headline and text; who speaks in the headline.
HEADLINES = [
    ("Minister: no talks with rebels", BODY, "Tom Hale"),
    ('"There will be no talks", says minister', BODY, "Tom Hale"),
    ("No talks with rebels, minister says", BODY, "Tom Hale"),
    (
        "Minister denies talks",
        "Justice Minister Ana Ruiz said it rained. Defence Minister Tom Hale denied that he had held talks.",
        "Tom Hale",
    ),
    ("Hale: no talks with rebels", BODY, "Tom Hale"),
    (
        "Police: man held over blaze",
        "A man is being held over the fire at the mill, Lisk police said on Sunday.",
        "Lisk police",
    ),
    (
        "‘We will not sell’: mill owner hits back",
        "The mill had offers. “We will not sell,” Tom Hale said on Sunday. The council said that it had no money.",
        "Tom Hale",
    ),
    ("Minister: no talks with rebels", "It rained in Lisk on Sunday, the mayor Ana Ruiz said.", "Minister"),
]


@pytest.mark.parametrize(("headline", "text", "speaker"), HEADLINES, ids=[h[:20] for h, _, _ in HEADLINES])
def test_who_speaks_in_a_headline(reader: Reader, headline: str, text: str, speaker: str) -> None:
    found = read(reader, f"{headline}\n\n{text}").attributions
    [top] = [a for a in found if a.cue[0][0] < len(headline)]
    assert top.speaker == speaker
    assert [hop.name for hop in top.chain[1:]] == [speaker]
    assert all(a > len(headline) for other in found if other is not top for a, _ in other.content)


STANCES = [
    ("Ana Ruiz denied that the mill was sold.", "denies"),
    ("Hale dismissed the report as gossip.", "denies"),
    ("The minister rejected suggestions that he had lied.", "denies"),
    ("The general ruled out a ceasefire.", "denies"),
    ("She disputed that the ship was late.", "denies"),
    ("He has never said that the dam was safe.", "denies"),
    ("Mr Dunne recalls no such conversation.", "denies"),
    ("The ministry refused to confirm the talks.", "hedges"),
    ("The general did not rule out a ceasefire.", "hedges"),
    ("Hale did not deny that he had sold the mill.", "hedges"),
    ("Hale neither confirmed nor denied that he had met her.", "hedges"),
    ("The registry declined to answer our questions.", "hedges"),
    ("Nobody disputes that the ship was late.", "affirms"),
    ("The company said it had not sold the mill.", "affirms"),
    ("Asked whether he would resign, Hale shrugged.", "affirms"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stances(reader: Reader, text: str, stance: str) -> None:
    assert read(reader, text).attributions[0].stance == stance


#: A source that ends with a person's name, and whether that person is meant.
ENDS = [
    ("Chief of Staff Ana Ruiz", "Ana Ruiz"),
    ("The Minister for Health Ana Ruiz", "Ana Ruiz"),
    ("The head of the Sund Red Cross Tom Hale", "Tom Hale"),
    ("A spokesman for Governor Tom Hale", None),
    ("An aide to Prime Minister Tom Hale", None),
    ("People close to President Ana Ruiz", None),
    ("Lawyers for Ana Ruiz", None),
    ("The widow of Tom Hale", "widow of Tom Hale"),
    ("Massachusetts Sen. Ana Ruiz", "Ana Ruiz"),
    ("Lisk Mayor Ana Ruiz", "Ana Ruiz"),
]


@pytest.mark.parametrize(("source", "speaker"), ENDS)
def test_whose_name_ends_a_source(reader: Reader, source: str, speaker: str | None) -> None:
    found = read(reader, f"{source} said it was late.").attributions[0]
    if speaker is None:
        assert found.source_kind == "unnamed"
        assert found.speaker == source.removeprefix("A ").removeprefix("An ").removeprefix("The ")
    else:
        assert (found.source_kind, found.speaker) == ("person", speaker)


def test_a_headlines_verb_is_no_part_of_a_name(reader: Reader) -> None:
    headline = "Elizabeth Warren Hammers Wells Fargo CEO: ‘You Should Resign’"
    reading = read(
        reader, f"{headline}\n\nElizabeth Warren spoke on Monday. “This isn’t right,” Warren said."
    )
    assert "Elizabeth Warren" in [e.name for e in reading.entities]
    assert not any("Hammers" in e.name for e in reading.entities)
    assert reading.attributions[-1].speaker == "Elizabeth Warren"


def test_whose_mother_it_is_stays_open_where_nobody_is_found(reader: Reader) -> None:
    found = read(reader, "It rained. “My mother thought it was a raffle,” she says.").attributions
    assert "she's mother" not in [a.speaker for a in found]


def test_a_newspaper_that_was_named_before_is_another_one(reader: Reader) -> None:
    text = "The Lisk Examiner reported on Monday that the mill was sold. The newspaper added that the price was low."
    found = read(reader, text).attributions[1]
    assert (found.source_kind, found.speaker) == ("organisation", "Lisk Examiner")


def test_an_outer_source_is_not_the_inner_one(reader: Reader) -> None:
    found = read(reader, "Gull Wire reported that the mayor said the road is closed.").attributions
    assert [a.speaker for a in found] == ["Gull Wire", "mayor"]


FLAGS = [
    ("A senior official said the talks had failed.", ["anonymity without reason"]),
    (
        "A senior official, who asked not to be named because the talks are secret, said they had failed.",
        [],
    ),
    ("A spokesman for the ministry said the talks had failed.", []),
    ("Residents said the bridge had been shut since Friday.", []),
    ("Ana Ruiz said the talks had failed.", []),
    (
        "Sources at the club say the manager will go. “He has packed,” the source said.",
        ["anonymity without reason", "plural sources one speaker"],
    ),
    ("Sources close to Mayor Ana Ruiz say she will go. “She has packed,” our insider said.",
     ["anonymity without reason", "plural sources one speaker"]),
    ("A colleague of hers, asking us not to print her name, said the talks had failed.", ["anonymity without reason"]),
    ("Ana Ruiz sold the mill. The same official said on Monday that she had not.", []),
    ("Officers who searched the flat saw a man on the roof.", []),
    ("Two officials said the talks had failed. “It is over,” one of them said, and another agreed.",
     ["anonymity without reason"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds"), FLAGS)
def test_flags(reader: Reader, text: str, kinds: list[str]) -> None:
    assert [flag.kind for flag in read(reader, text).flags] == kinds


def test_a_flag_stands_on_the_sources_words(reader: Reader) -> None:
    text = "The road is shut. A senior official said the talks had failed."
    (flag,) = read(reader, text).flags
    assert text[flag.start : flag.end] == "A senior official"


NO_TURNS = [
    "Minister: no talks with rebels\n\nThe minister said so on Sunday.",
    "He said: “No.”\n\nHe said: “Yes.”\n\nHe said: “Perhaps.”",
    "What we know: little.\n\nThe road is shut.\n\nWhat we know: nothing else.\n\nIt rains.",
    "Port Elsa: 3\nLisk: 4\nOst: 0",
    "What is the levy?\n\nA tax on water.\n\nWho pays it?\n\nYou do.\n\nDo I pay twice?\n\nNo. You pay once.",
    "A. Ruiz said no.\nB. Hale said yes.\nA. Ruiz said it again.",
]


@pytest.mark.parametrize("text", NO_TURNS)
def test_what_is_no_interview(text: str) -> None:
    assert find_turns(split_words(text)) == []


def test_an_interviewee_is_named_by_the_headline(reader: Reader) -> None:
    text = "Q: Did you see the ship?\nA: I saw a light.\nQ: Whose?\nA: My brother's."
    article = Article(
        text, published="2031-03-05", outlet="The Tarn Courier", headline="Hanne Falk: what I saw"
    )
    found = reader.read(article).attributions
    assert [(a.speaker, a.source_kind) for a in found if a.parent is None][1::2] == [
        ("Hanne Falk", "person")
    ] * 2
    unnamed = read(reader, text).attributions
    assert [(a.speaker, a.source_kind) for a in unnamed if a.parent is None][1::2] == [
        ("interviewee", "unnamed")
    ] * 2
    assert all(a.chain[-1].name == "interviewee" for a in unnamed if a.speaker == "interviewee")


def test_labels_stand_for_the_fullest_name() -> None:
    words = split_words("PM: Why?\nIdris Coe: Because.\nPM: Really?\nIC: Really.\nMR COE: Yes.")
    turns = find_turns(words)
    speakers = Speakers(words, turns, [], "Playhouse Monthly")
    assert speakers.names == [None, "Idris Coe", None, "Idris Coe", "Idris Coe"]
    assert speakers.addressee(0) == "Idris Coe"


def test_a_surer_cue_and_surer_roles_make_a_surer_attribution(reader: Reader) -> None:
    from hearsay.reading.attributions import Relation

    rows = [
        confidence(Relation((1, 2), ((0, 1),), ((2, 5),), None, cue, roles))
        for cue in (0.5, 0.8, 0.99)
        for roles in (0.6, 0.95)
    ]
    assert all(0 < p < 1 for p in rows)
    assert rows[0] < rows[1] < rows[3] < rows[5]
    assert rows[0] < rows[2] < rows[4]


def test_check_tells_the_flags_and_cuts_at_a_confidence(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The road is shut. A senior official said that the talks had failed.", encoding="utf-8")

    def check(*more: str) -> str:
        return CliRunner().invoke(hearsay, ["check", str(story), *more]).output

    everything = check("--statements")
    assert "talks had failed" in everything
    assert "“A senior official”: not named, and no reason is given" in everything
    assert '"flags":[{"kind":"anonymity without reason","source":"A senior official"}]' in check("--json")
    cut = check("--statements", "--min-confidence", "1")
    assert "talks had failed" not in cut
    assert "road is shut" in cut
    assert "--min-confidence" in check("--min-confidence", "2")


#: Text; the sources of all its attributions: that somebody is not to be named is told of the source, and claimed by nobody.
UNNAMED = [
    (
        "Minister Ines Adeyemi will resign, a senior official who asked not to be named told Radio Sund.",
        ["senior official who asked not to be named"],
    ),
    (
        "A person familiar with the matter, who declined to be named, said the deal was off.",
        ["person familiar with the matter"],
    ),
    ("Two officials, asking not to be identified, said the ship had sunk.", ["Two officials"]),
    ("The editor asked the reporter not to name the mayor.", ["editor"]),
]


@pytest.mark.parametrize(("text", "speakers"), UNNAMED)
def test_staying_unnamed_is_no_claim(reader: Reader, text: str, speakers: list[str]) -> None:
    assert [a.speaker for a in read(reader, text).attributions] == speakers
