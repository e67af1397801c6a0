"""The record's file, its questions and its judgements, on small readings made by hand."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from record_readings import Writer, find

from hearsay.record import AmbiguousId, NotFound, Record, RecordError
from hearsay.record.store import Store
from hearsay.schema import Article, Entity, EventTime, Figure, Hop, Reading, Statement

Made = tuple[Article, Reading]
MARSH = Entity("Ada Marsh", "PER", ("Marsh",), title="harbour master")
WIRE = Entity("North Wire", "ORG")
PIER = Entity("Long Pier", "LOC")

CLOSED = "The harbour authority closed Long Pier on 3 March"


def wire() -> Made:
    text = f"{CLOSED}, harbour master Ada Marsh said. Eleven sailors were rescued. No ship is allowed in."
    writer = Writer(text, outlet="North Wire", published="2031-03-03", id="wire", entities=(MARSH, PIER))
    day = EventTime("2031-03-03", "2031-03-03")
    writer.say(CLOSED, ("Ada Marsh", "person"), lemma="close", time=day)
    start, _ = find(text, "Eleven")
    writer.say(
        "Eleven sailors were rescued",
        lemma="rescue",
        time=day,
        figures=[Figure(start, start + 6, 11, 11, counts="sailors")],
    )
    return writer.done()


def post() -> Made:
    text = "According to North Wire, the harbour authority closed Long Pier on 3 March. "
    text += "Twelve sailors were rescued on Monday."
    writer = Writer(text, outlet="Morning Post", published="2031-03-04", id="post", entities=(WIRE, PIER))
    day = EventTime("2031-03-03", "2031-03-03")
    writer.say(
        "the harbour authority closed Long Pier on 3 March",
        ("North Wire", "organisation"),
        lemma="close",
        time=day,
    )
    start, _ = find(text, "Twelve")
    writer.say(
        "Twelve sailors were rescued on Monday", lemma="rescue", time=day,
        figures=[Figure(start, start + 6, 12, 12, counts="sailors")],
    )  # fmt: skip
    return writer.done()


def rumour() -> Made:
    writer = Writer(
        "The pier's cranes are said to be unsafe.", outlet="Morning Post", published="2031-03-05", id="rumour"
    )
    writer.say("The pier's cranes are said to be unsafe", ("", "unstated"), lemma="unsafe", stance="hedges")
    return writer.done()


def filled(path: Path, *made: Made) -> Record:
    record = Record.open(path)
    for article, reading in made or (wire(), post(), rumour()):
        record.add(article, reading)
    return record


def test_an_empty_record_answers(tmp_path: Path) -> None:
    with Record.open(tmp_path / "empty.db") as record:
        assert record.claims() == record.timeline() == record.statements() == record.sources() == []
        assert record.counts().articles == 0
        with pytest.raises(NotFound, match="'nothing'"):
            record.trace("nothing")


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record:
        before = list(record.export())
        assert record.add(*wire()) is False
        assert record.derive() is False
        assert list(record.export()) == before
        assert record.has(wire()[0].key)


def test_the_same_content_from_two_places_is_one_article_whichever_came_first(tmp_path: Path) -> None:
    article, reading = wire()
    other = msgspec.structs.replace(article, id="another", origin="elsewhere.txt")
    exports = []
    for n, order in enumerate(([article, other], [other, article])):
        with Record.open(tmp_path / f"{n}.db") as record:
            assert [record.add(one, reading) for one in order] == [True, False]
            exports.append(list(record.export()))
    assert exports[0] == exports[1]


def test_a_cited_outlet_in_the_record_leads_on_to_its_source(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record:
        closed = record.claim(record.statements(about="closed")[0].claim)
        assert {s.article for s in closed.statements} == {"wire", "post"}
        assert [(o.name, o.kind, o.articles) for o in closed.origins] == [
            ("Ada Marsh", "person", ("post", "wire"))
        ]
        trace = record.trace(closed.id)
        (root,) = trace.roots
        assert (root.name, root.how) == ("Ada Marsh", "says")
        (first,) = root.children
        assert (first.article, [child.how for child in first.children]) == ("wire", ["cites"])
        assert first.children[0].article == "post"
        assert any(reason.rule == "predicate" for reason in trace.reasons)


def test_a_hand_on_the_way_whose_article_is_in_the_record_is_the_way(tmp_path: Path) -> None:
    text = "North Wire quotes Ada Marsh: the harbour authority closed Long Pier on 3 March."
    writer = Writer(text, outlet="Echo", published="2031-03-05", id="echo", entities=(WIRE, MARSH, PIER))
    words = "the harbour authority closed Long Pier on 3 March"
    hands = (("North Wire", "organisation"), ("Ada Marsh", "person"))
    writer.say(words, *hands, lemma="close", time=EventTime("2031-03-03", "2031-03-03"))
    with filled(tmp_path / "a.db", wire(), writer.done()) as record:
        claim = record.claim(record.statements(about="closed")[0].claim)
        assert [o.name for o in claim.origins] == ["Ada Marsh"]
        (root,) = record.trace(claim.id).roots
        (first,) = root.children
        assert (first.article, [(c.how, c.article) for c in first.children]) == ("wire", [("cites", "echo")])


def test_figures_of_two_days_are_an_update(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record:
        (dispute,) = record.disagreements()
        assert (dispute.about, dispute.of, dispute.kind) == ("figure", "sailor", "update")
        assert [(v.value, v.origins, v.articles) for v in dispute.values] == [
            ("11", ("North Wire",), ("wire",)),
            ("12", ("Morning Post",), ("post",)),
        ]
        assert dispute.times == ("2031-03-03", "2031-03-04")


def test_an_unstated_source_is_no_origin_and_counted_apart(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record:
        claim = record.claim(record.statements(about="cranes")[0].claim)
        assert (claim.corroboration, claim.origins, claim.unstated) == (0, (), 1)
        assert record.trace(claim.id).roots[0].source_kind == "unstated"
        last = record.sources()[-1]
        assert (last.kind, last.name, last.alone) == ("unstated", "", 1)
        assert record.counts().unstated == 1


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ({"about": "Long Pier"}, {"wire", "post"}),
        ({"about": "sailor"}, {"wire", "post"}),
        ({"about": 'AND OR " * ('}, set()),
        ({"since": "2031-03-05"}, {"rumour"}),
        ({"until": "2031-03"}, {"wire", "post", "rumour"}),
        ({"until": "2031-03-03"}, {"wire", "post"}),
        ({"until": "2030"}, set()),
        ({"source": "Ada Marsh"}, {"wire", "post"}),
        ({"source": "marsh"}, {"wire", "post"}),
        ({"source": "Morning Post"}, {"post", "rumour"}),
    ],
)
def test_questions(tmp_path: Path, question: dict[str, str], articles: set[str]) -> None:
    with filled(tmp_path / "a.db") as record:
        assert {row.article for row in record.statements(**question)} == articles
        assert {a for entry in record.timeline(**question) for a in entry.articles} >= articles


def test_what_is_no_date_is_named(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record, pytest.raises(ValueError, match="'soon'"):
        record.statements(since="soon")


def test_claims_json_has_the_published_shape(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record:
        for claim in msgspec.json.decode(msgspec.json.encode(record.claims())):
            assert list(claim) == [
                "id", "text", "time", "statements", "origins", "corroboration", "disagreements",
            ]  # fmt: skip
            assert list(claim["time"]) == ["earliest", "latest"]
            for statement in claim["statements"]:
                assert list(statement) == [
                    "article",
                    "start",
                    "end",
                    "predicate",
                    "stance",
                    "chain",
                    "copy_of",
                ]
                assert all(
                    list(link) == ["name", "actor", "kind", "start", "end"] for link in statement["chain"]
                )
            assert all(list(o) == ["name", "actor", "kind", "articles"] for o in claim["origins"])
            for d in claim["disagreements"]:
                assert list(d) == ["about", "values"]
                assert all(list(v) == ["value", "low", "high", "origins", "articles"] for v in d["values"])


def test_claims_are_filtered(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record:
        assert [c.corroboration for c in record.claims(max_origins=0)] == [0]
        assert all(c.disagreements for c in record.claims(disputed=True))
        assert len(record.claims(top=1)) == 1


def test_ids_by_prefix(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record:
        claim = record.claims()[0]
        assert record.claim(claim.id[:6]) == claim
        assert record.trace(claim.id[:6]).claim == claim
        for unknown in ("", "zz", claim.id + "0"):
            with pytest.raises(NotFound):
                record.claim(unknown)


def test_an_ambiguous_prefix_lists_the_candidates(tmp_path: Path) -> None:
    made = []
    for n in range(40):
        writer = Writer(
            f"Alpha{n} beta{n} gamma{n} delta{n}.", outlet=f"Outlet {n}", published="2031-01-01", id=str(n)
        )
        made.append(writer.say(f"beta{n} gamma{n} delta{n}", lemma=f"lemma{n}").done())
    with filled(tmp_path / "a.db", *made) as record:
        ids = sorted(claim.id for claim in record.claims())
        first = next(i[0] for i in ids if sum(j[0] == i[0] for j in ids) > 1)
        with pytest.raises(AmbiguousId) as caught:
            record.claim(first)
        assert caught.value.candidates == tuple(i for i in ids if i[0] == first)


def test_circular_citation_has_no_origin(tmp_path: Path) -> None:
    made = []
    for outlet, cited in (("East Daily", "West Daily"), ("West Daily", "East Daily")):
        text = f"{cited} reports that the old mill at Long Pier burned down on 3 March."
        writer = Writer(
            text, outlet=outlet, published="2031-03-04", id=outlet, entities=(Entity(cited, "ORG"), PIER)
        )
        writer.say(
            "the old mill at Long Pier burned down on 3 March", (cited, "organisation"), lemma="burn",
            time=EventTime("2031-03-03", "2031-03-03"),
        )  # fmt: skip
        made.append(writer.done())
    with filled(tmp_path / "a.db", *made) as record:
        (claim,) = record.claims()
        assert (claim.corroboration, len(claim.statements)) == (0, 2)
        reasons = [
            r.rule for node in record.trace(claim.id).roots for child in node.children for r in child.reasons
        ]
        assert "circular" in reasons


@pytest.mark.parametrize(("later", "claims"), [("2031-03-05", 1), ("2032-11-20", 2)])
def test_one_sentence_told_of_two_years_is_of_two_events(tmp_path: Path, later: str, claims: int) -> None:
    made = []
    for outlet, published, rest in (
        ("East Daily", "2031-03-04", "A ferry sank off the point in heavy seas"),
        ("West Daily", later, "Two trains met in the tunnel below the pass"),
    ):
        writer = Writer(f"{rest}. Twelve people had died.", outlet=outlet, published=published, id=outlet)
        start, end = find(writer.article.text, "Twelve")
        figure = Figure(start, end, 12, 12, counts="people", kind="killed")
        writer.say(rest, lemma=rest.split()[1])
        # That it happened before that day says nothing of when.
        when = EventTime(None, published)
        made.append(writer.say("Twelve people had died", lemma="die", figures=[figure], time=when).done())
    with filled(tmp_path / "a.db", *made) as record:
        assert len([c for c in record.claims() if "Twelve" in c.text]) == claims


def test_two_alike_events_on_two_days_stay_two(tmp_path: Path) -> None:
    made = []
    for day, outlet in (
        ("03", "East Daily"),
        ("03", "West Daily"),
        ("17", "East Daily"),
        ("17", "West Daily"),
    ):
        text = f"Shots were fired at Long Pier on {day} March, East and West agree, says {outlet}."
        writer = Writer(
            text, outlet=outlet, published=f"2031-03-{day}", id=f"{outlet} {day}", entities=(PIER,)
        )
        writer.say(
            f"Shots were fired at Long Pier on {day} March", lemma="fire",
            time=EventTime(f"2031-03-{day}", f"2031-03-{day}"),
        )  # fmt: skip
        made.append(writer.done())
    with filled(tmp_path / "a.db", *made) as record:
        assert sorted(len(claim.statements) for claim in record.claims()) == [2, 2]


def person(n: int, title: str, where: str, outlet: str) -> Made:
    name = Entity("Jon Reed", "PER", (), title=title)
    text = f"{title} Jon Reed spoke in {where} about matter{n}."
    writer = Writer(
        text, outlet=outlet, published="2031-01-01", id=f"p{n}", entities=(name, Entity(where, "LOC"))
    )
    return writer.say(f"Jon Reed spoke in {where} about matter{n}", lemma="speak").done()


def test_two_people_of_one_name_stay_two_until_judged_the_same(tmp_path: Path) -> None:
    people = [person(0, "goalkeeper", "Westport", "East Daily"), person(1, "bishop", "Northam", "West Daily")]
    with filled(tmp_path / "a.db", *people) as record:
        one, other = record.actors("Jon Reed")
        assert one.id != other.id
        assert any(reason.rule == "split" for reason in one.reasons)
        with pytest.raises(AmbiguousId):
            record.merge("Jon Reed", "Westport")
        record.merge(one.id, other.id)
        (both,) = record.actors("Jon Reed")
        assert both.articles == ("p0", "p1")
        assert any(reason.rule == "judgement" for reason in both.reasons)
        record.split("Jon Reed@p0", "Jon Reed@p1")
        assert len(record.actors("Jon Reed")) == 2
        article = record.article("p1")
        record.remove(article.key)
        record.add(*people[1])
        assert len(record.actors("Jon Reed")) == 2
        with pytest.raises(NotFound, match="Nobody Known"):
            record.split("Nobody Known", "Jon Reed")
        with pytest.raises(ValueError, match="one name"):
            record.split("Jon Reed", "Jon Reed")


def test_an_initialism_that_an_article_explains_is_one_actor_everywhere(tmp_path: Path) -> None:
    full = Entity("Northern Harbour Council", "ORG", ("NHC",))
    one = Writer(
        "The Northern Harbour Council (NHC) met.",
        outlet="East Daily",
        published="2031-01-01",
        id="a",
        entities=(full,),
    )
    two = Writer(
        "The NHC voted.",
        outlet="West Daily",
        published="2031-01-01",
        id="b",
        entities=(Entity("NHC", "ORG"),),
    )
    made = [one.say("The Northern Harbour Council (NHC) met").done(), two.say("The NHC voted").done()]
    with filled(tmp_path / "a.db", *made) as record:
        (actor,) = record.actors("NHC")
        assert actor.articles == ("a", "b")
        assert set(actor.names) == {"Northern Harbour Council", "NHC"}


def test_spellings_of_one_name_are_one_actor(tmp_path: Path) -> None:
    made = []
    for n, name in enumerate(("Aleksei Dorin", "Alexey Dorin", "ALEKSEY DORIN")):
        writer = Writer(
            f"{name} spoke{n}.",
            outlet=f"Outlet {n}",
            published="2031-01-01",
            id=str(n),
            entities=(Entity(name, "PER"),),
        )
        made.append(writer.say(f"{name} spoke{n}").done())
    with filled(tmp_path / "a.db", *made) as record:
        (actor,) = [a for a in record.actors() if a.type == "PER"]
        assert len(actor.names) == 3


# The file


def not_sqlite(path: Path) -> None:
    path.write_text("Dear diary, this is no database at all.")


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def newer(path: Path) -> None:
    filled(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def damaged(path: Path) -> None:
    filled(path).close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(bytes(data))


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (not_sqlite, "not a Hearsay record"),
        (foreign, "not a Hearsay record"),
        (newer, "newer version"),
        (damaged, "damaged"),
        (folder, "a folder"),
    ],
)
def test_what_is_no_record_is_said_and_left_alone(
    tmp_path: Path, spoil: Callable[[Path], None], problem: str
) -> None:
    path = tmp_path / "spoilt.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(RecordError, match=problem) as caught, Record.open(path) as record:
        record.claims()
    assert str(path) in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_no_record_and_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no record"):
        Record.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(RecordError, match="there is no folder"):
        Record.open(tmp_path / "nowhere" / "none.db")


def test_reading_only_changes_nothing_even_when_not_derived(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    filled(path).close()
    before = path.read_bytes()
    with Record.open(path, create=False, read_only=True) as record:
        assert len(record.claims()) == 3
        with pytest.raises(RecordError, match="read-only"):
            record.add(*person(5, "bishop", "Northam", "East Daily"))
    assert path.read_bytes() == before


def test_a_reading_of_another_article_is_refused(tmp_path: Path) -> None:
    article, _ = rumour()
    with Record.open(tmp_path / "a.db") as record:
        with pytest.raises(ValueError, match="not in the text"):
            record.add(article, wire()[1])
        wrong = Statement("s0", ((0, 3),), (), "affirms")
        with pytest.raises(ValueError, match="no chain"):
            record.add(article, msgspec.structs.replace(rumour()[1], statements=(wrong,)))
        twice = (Statement("s0", ((0, 3),), (Hop("x", "outlet"),), "affirms"),) * 2
        with pytest.raises(ValueError, match="two statements"):
            record.add(article, msgspec.structs.replace(rumour()[1], statements=twice))
        assert record.counts().articles == 0


def test_articles_and_readings_come_back_as_they_went_in(tmp_path: Path) -> None:
    with filled(tmp_path / "a.db") as record:
        for article, reading in (wire(), post(), rumour()):
            assert record.article(article.id) == article
            assert record.article(article.key[:8]) == article
            assert record.reading(article.key) == reading
        assert [row.article for row in record.articles()] == ["wire", "post", "rumour"]
        with pytest.raises(NotFound):
            record.article("unheard of")


def test_a_key_is_found_without_the_names_of_all_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [wire(), post()]
    with filled(tmp_path / "r.db", *made) as record:

        def all_names(store: Store) -> dict[str, str]:
            raise AssertionError("asked for")

        monkeypatch.setattr(Store, "refs", all_names)
        assert [record.article(article.key).id for article, _ in made] == [a.id for a, _ in made]
        assert [record.reading(article.key) for article, _ in made] == [reading for _, reading in made]


def test_killed_while_it_derives_the_record_is_whole_at_the_next_question(tmp_path: Path) -> None:
    path, clean = tmp_path / "killed.db", tmp_path / "clean.db"
    filled(path).close()
    script = f"""
        import os, signal, sys
        from hearsay.record import Record
        def stop(stage, done, total):
            if stage == "writing":
                os.kill(os.getpid(), signal.SIGKILL)
        Record.open({str(path)!r}).derive(stop)
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert run.returncode == -signal.SIGKILL if os.name == "posix" else run.returncode
    with Record.open(path) as killed, filled(clean) as whole:
        assert list(killed.export()) == list(whole.export())
