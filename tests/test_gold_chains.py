"""The gold passages are sound, and the loader refuses what is not."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from benchmarks.gold import chains
from benchmarks.gold.chains import GoldError, Passage, Style, load, parse
from hearsay.schema import SourceKind, SpeechKind, Stance


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    return load()


def line(**changes: Any) -> str:
    attributions = [
        {
            "id": "a1", "source": ["Yonder Wire"], "cue": ["said"], "content": ["the navy thinks it fell"],
            "parent": None, "kind": "statement", "source_kind": "organisation", "stance": "affirms",
            "speaker": "Yonder Wire",
        },
        {
            "id": "a2", "source": ["an official"], "cue": ["citing"],
            "content": ["the navy thinks it fell"],
            "parent": "a1", "kind": "statement", "source_kind": "unnamed", "stance": "affirms",
            "speaker": None,
        },
        {
            "id": "a3", "source": ["the navy"], "cue": ["thinks"], "content": ["it fell"],
            "parent": "a2", "kind": "belief", "source_kind": "organisation", "stance": "affirms",
            "speaker": "navy",
        },
    ]  # fmt: skip
    for key in [key for key in changes if key[0] == "a" and key[1:].isdigit()]:
        attributions[int(key[1:]) - 1].update(changes.pop(key))
    whole = {
        "id": "t-1", "half": "train", "style": "wire", "outlet": "Coast Daily", "published": "2031-03-04",
        "text": "Yonder Wire, citing an official, said the navy thinks it fell.",
        "attributions": attributions,
    }  # fmt: skip
    return json.dumps(whole | changes)


def test_chain_runs_from_the_outlet_inwards() -> None:
    passage = parse(line())
    assert list(passage.chains) == ["a3"]
    assert [(hop.name, hop.kind) for hop in passage.chains["a3"]] == [
        ("Coast Daily", "outlet"),
        ("Yonder Wire", "organisation"),
        ("an official".removeprefix("an "), "unnamed"),
        ("navy", "organisation"),
    ]


def test_who_was_told_is_a_hop() -> None:
    text = "She said it fell, Yonder Wire was told."
    told = {
        "id": "a1", "source": ["She"], "cue": ["said"], "content": ["it fell"], "via": ["Yonder Wire"],
        "parent": None, "kind": "statement", "source_kind": "person", "stance": "affirms",
        "speaker": "Ana Ruiz",
    }  # fmt: skip
    passage = parse(line(text=text, attributions=[told]))
    assert [hop.name for hop in passage.chains["a1"]] == ["Coast Daily", "Yonder Wire", "Ana Ruiz"]


def test_own_reporting_and_unstated() -> None:
    own = {
        "id": "a1", "source": ["Coast Daily"], "cue": ["saw"], "content": ["smoke"], "parent": None,
        "kind": "perception", "source_kind": "outlet", "stance": "affirms", "speaker": "Coast Daily",
    }  # fmt: skip
    nobody = {
        "id": "a2", "source": [], "cue": ["reportedly"], "content": ["He", "left"], "parent": None,
        "kind": "statement", "source_kind": "unstated", "stance": "hedges", "speaker": None,
    }  # fmt: skip
    passage = parse(line(text="Coast Daily saw smoke. He reportedly left.", attributions=[own, nobody]))
    assert [hop.kind for hop in passage.chains["a1"]] == ["outlet"]
    assert [(hop.name, hop.kind) for hop in passage.chains["a2"]] == [
        ("Coast Daily", "outlet"),
        ("", "unstated"),
    ]
    assert [passage.text[start:end] for start, end in passage.attributions[1].content] == ["He", "left"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"a1": {"cue": ["whispered"]}}, "a1 cue: 'whispered' is not in the text"),
        (
            {"text": "It said. Yonder Wire, citing an official, said the navy thinks it fell."},
            "occurs 2 times",
        ),
        ({"a1": {"cue": ["said#2"]}}, "'said' occurs 1 times, not 2"),
        ({"a1": {"parent": "a3"}}, "circle"),
        ({"a2": {"parent": "a9"}}, "the parent a9 is not in the passage"),
        ({"a1": {"parent": None, "content": ["it fell"]}}, "leaves the content of its parent a1"),
        (
            {"a3": {"parent": "a1", "cue": ["citing"]}},
            "its source or cue leaves the content of its parent a1",
        ),
        ({"a2": {"source": []}}, "if and only if its kind is unstated"),
        ({"a3": {"source_kind": "unstated"}}, "if and only if its kind is unstated"),
        ({"a1": {"cue": ["Wire"]}}, "source and cue overlap"),
        ({"a1": {"kind": "rumour"}}, "rumour"),
        ({"half": "test"}, "test"),
        ({"published": "4 March"}, "published"),
        ({"text": " Yonder Wire, citing an official, said the navy thinks it fell."}, "white space"),
        ({"mood": "bad"}, "mood"),
    ],
)
def test_bad_lines_are_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(GoldError, match=r"wire\.jsonl:7") as error:
        parse(line(**changes), "wire.jsonl:7")
    assert message in str(error.value)


def test_pronoun_needs_a_speaker() -> None:
    he = {
        "id": "a1", "source": ["He"], "cue": ["said"], "content": ["it fell"], "parent": None,
        "kind": "statement", "source_kind": "person", "stance": "affirms", "speaker": None,
    }  # fmt: skip
    with pytest.raises(GoldError, match="'He' has no speaker"):
        parse(line(text="He said it fell.", attributions=[he]))


def test_folder_and_half_are_checked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no \.jsonl"):
        load(folder=tmp_path)
    with pytest.raises(ValueError, match="test"):
        load("test")  # type: ignore[arg-type]
    (tmp_path / "a.jsonl").write_text(f"{line()}\n{line()}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.jsonl:2: the id t-1 is taken"):
        load(folder=tmp_path)


def test_halves_share_nothing(passages: tuple[Passage, ...]) -> None:
    train, dev = load("train"), load("dev")
    assert len(train) + len(dev) == len(passages) >= 300
    # Lines alternate between the halves; the files of further passages are all for training.
    further = sum(passage.id.startswith("more-") for passage in train)
    assert abs(len(train) - further - len(dev)) <= 8
    assert not any(passage.id.startswith("more-") for passage in dev)
    assert not {one.text for one in train} & {one.text for one in dev}


@pytest.mark.parametrize("half", ["train", "dev"])
def test_every_class_is_there(half: Any) -> None:
    mine = load(half)
    attributions = [one for passage in mine for one in passage.attributions]
    assert {passage.style for passage in mine} == set(get_args(Style))
    for field, values in (("kind", SpeechKind), ("source_kind", SourceKind), ("stance", Stance)):
        found = Counter(getattr(one, field) for one in attributions)
        assert {value: found[value] for value in get_args(values) if found[value] < 5} == {}
    assert {flag for passage in mine for flag in passage.flags} == set(get_args(chains.Flag))
    assert {2, 3, 4} <= {len(chain) for passage in mine for chain in passage.chains.values()}
    assert 0.04 <= sum(not passage.attributions for passage in mine) / len(mine) <= 0.12


def test_spans_keep_the_conventions(passages: tuple[Passage, ...]) -> None:
    for passage in passages:
        for one in passage.attributions:
            for start, end in (*one.source, *one.cue, *one.content):
                words = passage.text[start:end]
                assert words
                assert words == words.strip()
                assert "\n\n" not in words
            for start, end in one.content:
                words = passage.text[start:end]
                assert words[-1] not in ",." or words[0] in '"“‘«„‟', (passage.id, words)


def test_chains_begin_with_the_outlet(passages: tuple[Passage, ...]) -> None:
    for passage in passages:
        assert bool(passage.chains) == bool(passage.attributions)
        for chain in passage.chains.values():
            assert chain[0].name == passage.outlet
            assert chain[0].kind == "outlet"
            assert all(hop.kind != "outlet" for hop in chain[1:])
            assert all(hop.name or hop.kind == "unstated" for hop in chain)
