"""The commands: what goes in, what comes out, and what is said when something is wrong."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_reader
import pytest
from click.testing import CliRunner, Result

from hearsay import engine
from hearsay.schema import Article
from hearsay.views.cli import hearsay
from hearsay.views.cli.demo import most_repeated

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, with a reader that needs no weights."""
    monkeypatch.setattr(engine, "load_reader", fake_reader.load)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(hearsay, arguments, input=stdin, catch_exceptions=False)
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """The same, with a record of three articles beside it."""
    folder = tmp_path / "pile"
    folder.mkdir()
    for name, outlet, day, text in (
        (
            "harbour.md",
            "Harbour Times",
            "2031-03-03",
            "Ana Ruiz said the ferry sank off Tern Island on 2031-03-02.",
        ),
        (
            "coast.md",
            "Coast Daily",
            "2031-03-04",
            "According to Cape Wire, A man said the pumps had failed twice.",
        ),
        ("valley.md", "Valley News", "2031-03-05", "It is said that the captain left the bridge early."),
    ):
        (folder / name).write_text(f"---\noutlet: {outlet}\ndate: {day}\ntitle: A ferry\n---\n{text}\n")
    assert run("read", "pile").exit_code == 0
    return run


# read


def test_read_makes_a_record_and_says_what_is_in_it(filled: Run, tmp_path: Path) -> None:
    again = filled("read", "pile")
    assert again.exit_code == 0
    first, second = again.stdout.splitlines()
    assert first == "3 articles: 0 read, 3 already in the record"
    assert re.fullmatch(
        r"hearsay\.db: 3 articles from 3 outlets · 3 statements · 3 claims · \d origins", second
    )
    assert again.stderr == ""


def test_read_names_every_bad_input_and_reads_the_rest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Ana Ruiz said the ferry sank.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "crash.txt").write_text("CRASH is all that stands here.")
    result = run("read", "good.txt", "empty.txt", "crash.txt", "gone.txt", "--problems", "problems.jsonl")
    assert result.exit_code == 1
    assert result.stdout.startswith("4 articles: 1 read, 3 could not be read\n")
    told = result.stderr.splitlines()
    assert [line.split(": ")[:2] for line in told if line.startswith("skipped")] == [
        ["skipped", "empty.txt"],
        ["skipped", "crash.txt"],
        ["skipped", "gone.txt"],
    ]
    kept = [json.loads(line) for line in (tmp_path / "problems.jsonl").read_text().splitlines()]
    assert [p["origin"] for p in kept if p["fatal"]] == ["empty.txt", "crash.txt", "gone.txt"]


def test_read_takes_standard_input_a_date_and_an_outlet(run: Run) -> None:
    result = run(
        "read", "-", "--published", "2031-03-04", "--outlet", "Coast Daily", stdin="Ana Ruiz said it sank."
    )
    assert result.exit_code == 0
    [row] = json_lines(run("statements", "--json"))
    assert (row["published"], row["outlet"]) == ("2031-03-04", "Coast Daily")


def test_read_stopped_says_so_and_keeps_what_it_has(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana Ruiz said the ferry sank.")
    (tmp_path / "b.txt").write_text("INTERRUPT here.")
    result = run("read", "a.txt", "b.txt")
    assert result.exit_code == 130
    assert result.stderr.splitlines()[-1].startswith("Stopped. What was read is in hearsay.db")
    assert len(json_lines(run("statements", "--json"))) == 1


# annotate


def test_annotate_writes_a_line_for_each_article_and_tells_the_bad_ones_by_number(run: Run) -> None:
    lines = [
        '{"id": "one", "text": "Ana Ruiz said the ferry sank.", "published": "2031-03-03"}',
        "not JSON",
        "",
        '{"id": "two"}',
        '{"id": "three", "text": "CRASH is all that stands here."}',
        '{"id": "four", "text": "A man said 𝔘nicode \\u202e stays.", "published": "yesterday"}',
    ]
    result = run("annotate", stdin="\n".join(lines) + "\n")
    assert result.exit_code == 1
    readings = json_lines(result)
    assert [r["id"] for r in readings] == ["one", "four"]
    assert re.findall(r"^(skipped|note): line (\d+):", result.stderr, re.MULTILINE) == [
        ("skipped", "2"), ("skipped", "4"), ("note", "6"), ("skipped", "5"),
    ] or re.findall(r"^skipped: line (\d+):", result.stderr, re.MULTILINE) == ["2", "4", "5"]  # fmt: skip
    for reading, line in zip(readings, (lines[0], lines[5]), strict=True):
        text = json.loads(line)["text"]
        for statement in reading["statements"]:
            assert "vector" not in statement
            assert all(text[a:b].strip() for a, b in statement["spans"])
    assert "\u202e" not in result.stdout


def test_annotate_gives_the_same_with_several_processes(run: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"Ana Ruiz said boat {n} sank."}) for n in range(9)]
    (tmp_path / "in.jsonl").write_text("\n".join([*lines[:4], "{", *lines[4:]]))
    one, two = run("annotate", "in.jsonl"), run("annotate", "in.jsonl", "-j", "2")
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert one.exit_code == two.exit_code == 1
    assert one.stderr.startswith("skipped: line 5: ")


# Questions


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("statements", ["Harbour Times < Ana Ruiz", "Coast Daily < Cape Wire < A man (unnamed)",
                        "Valley News < 'It is said': nobody is named", "2031-03-02    affirms", "hedges"]),
        ("timeline", ["2031-03-02", "undated", "Ana Ruiz", "A man (unnamed)", "nobody is named"]),
        ("sources", ["Ana Ruiz", "nobody is named", "alone"]),
        ("claims", ["The ferry sank", "rests on Ana Ruiz", "nobody is named"]),
        ("trace ferry sank", ["ONE origin", "Ana Ruiz", "Harbour Times, 2031-03-03"]),
        ("trace captain left the bridge", ["NO origin", "nobody is named", "Valley News"]),
    ],
)  # fmt: skip
def test_a_question_is_answered_in_80_columns(filled: Run, command: str, shown: list[str]) -> None:
    result = filled(*command.split())
    assert result.exit_code == 0
    assert result.stderr == ""
    for words in shown:
        assert words in result.stdout, result.stdout
    assert all(len(line) <= 80 and line == line.rstrip() for line in result.stdout.splitlines())
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    "command", ["statements", "timeline", "sources", "claims", "disagreements", "copies", "actors"]
)
def test_json_is_one_object_a_line(filled: Run, command: str) -> None:
    result = filled(command, "--json")
    assert result.exit_code == 0
    assert all(isinstance(row, dict) for row in json_lines(result))


def test_claims_as_json_have_the_fields_that_are_promised(filled: Run) -> None:
    claim = json_lines(filled("claims", "--about", "ferry", "--json"))[0]
    assert {"id", "text", "time", "statements", "origins", "corroboration", "disagreements"} <= claim.keys()
    assert claim["time"] == {"earliest": "2031-03-02", "latest": "2031-03-02"}
    statement = claim["statements"][0]
    assert {"article", "start", "end", "predicate", "stance", "chain", "copy_of"} <= statement.keys()
    assert {"name", "actor", "kind", "start", "end"} <= statement["chain"][0].keys()
    assert {"name", "actor", "kind", "articles"} <= claim["origins"][0].keys()
    assert json_lines(filled("trace", claim["id"][:6], "--json"))[0]["claim"]["id"] == claim["id"]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--about", "ferry"], 1),
        (["--source", "Cape Wire"], 1),
        (["--since", "2031-03-04"], 2),
        (["--until", "2031-03-02"], 1),
        (["--since", "2031"], 3),
        (["--until", "2030"], 0),
        (["--top", "2"], 2),
    ],
)
def test_filters_choose_statements(filled: Run, options: list[str], count: int) -> None:
    assert len(json_lines(filled("statements", "--json", *options))) == count


def test_nothing_found_is_said_on_standard_error(filled: Run) -> None:
    result = filled("claims", "--about", "volcano", "--disputed", "--max-origins", "0")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "hearsay.db: no claims with --about volcano --max-origins 0 --disputed.\n"
    result = filled("claims", "--about", "volcano", "--json")
    assert (result.stdout, result.stderr) == ("", "")


# check


def test_check_shows_the_card(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(
        " date 2031-03-04 The pumps of the ferry\n"
        "Ana Ruiz said the ferry sank. A man said the pumps had failed. "
        "It is said that the captain left early.\n"
        "According to Cape Wire, Ben Okoro said nobody was told. The port was closed yesterday.\n"
    )
    result = run("check", "story.txt", "--outlet", "Coast Daily", "--statements")
    assert result.exit_code == 0
    for words in (
        "The pumps of the ferry", "Coast Daily · 2031-03-04 (from its first line)", "5 statements",
        "2 from named sources", "1 from sources that are not named", "1 naming nobody", "1 in its own voice",
        "Third hand     1: Coast Daily < Cape Wire < Ben Okoro", "Leans on       Ana Ruiz (1)",
        "No date for    “yesterday”", "'It is said': nobody is named",
    ):  # fmt: skip
        assert words in result.stdout, result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    told = json_lines(run("check", "story.txt", "--json"))[0]
    assert (told["named"], told["unnamed"], told["unstated"], told["own_voice"]) == (2, 1, 1, 1)
    assert (told["second_hand"], told["third_hand"]) == (2, 1)


def test_check_without_a_date_says_so(run: Run) -> None:
    result = run("check", "-", stdin="Ana Ruiz said the ferry sank yesterday.")
    assert "no publication date" in result.stdout
    assert "--published" in result.stdout


def test_check_of_what_is_no_article_names_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)))
    result = run("check", "picture.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("skipped: picture.txt: ")


# demo, schema, judgements


def test_demo_shows_timeline_sources_and_a_trace(run: Run, tmp_path: Path) -> None:
    result = run("demo", "-r", "demo.db")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("60 articles: 60 read\n")
    for words in ("What happened, and on whose word", "Who it all rests on", "who says so?", "ONE origin"):
        assert words in result.stdout
    assert result.stdout.splitlines()[-1] == "  hearsay disagreements -r demo.db"
    assert all(len(line) <= 80 for line in result.stdout.splitlines()), max(
        result.stdout.splitlines(), key=len
    )
    assert run("demo", "-r", "demo.db").stdout.startswith("60 articles: 0 read, 60 already in the record\n")


def test_demo_keeps_out_of_a_record_that_holds_other_articles(filled: Run) -> None:
    result = filled("demo", "-r", "hearsay.db")
    assert result.exit_code == 2
    assert "hearsay.db holds other articles" in result.stderr


def test_no_claim_is_most_repeated_where_none_is_repeated() -> None:
    assert most_repeated([]) is None


def test_schema_describes_what_annotate_writes(run: Run) -> None:
    reading = json.loads(run("schema").stdout)
    assert json.loads(run("schema", "article").stdout)["$ref"].endswith("Article")
    written = json_lines(run("annotate", stdin='{"id": "a", "text": "Ana Ruiz said it sank."}'))[0]
    properties = reading["$defs"]["Reading"]["properties"]
    assert set(written) <= set(properties)
    assert set(reading["$defs"]["Reading"]["required"]) <= set(written)


# What is wrong is said in one line


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("statements -r gone.db", "gone.db"),
        ("claims -r text.db", "text.db"),
        ("read a.txt -r nowhere/in.db", "nowhere"),
        ("timeline --since yesterday", "'yesterday' is no date"),
        ("timeline --until 2031-13", "'2031-13' is no date"),
        ("read a.txt --published soon", "'soon'"),
        ("read a.txt --jobs 0", "0 is not in the range"),
        ("annotate gone.jsonl", "gone.jsonl"),
        ("read", "PATH"),
        ("tracee", "No such command 'tracee'"),
        ("schema letter", "'letter' is not one of"),
        ("read a.txt --problems nowhere/p.jsonl", "nowhere"),
    ],
)
def test_what_cannot_start_says_why_in_one_line(run: Run, tmp_path: Path, arguments: str, told: str) -> None:
    (tmp_path / "text.db").write_text("This is no record but a text of some length.")
    (tmp_path / "a.txt").write_text("Ana Ruiz said the ferry sank.")
    result = run(*arguments.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    *_, last = result.stderr.splitlines()
    assert last.startswith("Error: ")
    assert told in last


def test_trace_of_nothing_known_names_it(filled: Run) -> None:
    result = filled("trace", "volcano")
    assert result.exit_code == 2
    assert result.stderr == "Error: no claim in the record for 'volcano'\n"


def test_missing_weights_are_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> Callable[[Article], Any]:
        raise FileNotFoundError(2, "No such file or directory", "weights/encoder.onnx")

    monkeypatch.setattr(engine, "load_reader", load)
    result = run("annotate", stdin='{"text": "Ana Ruiz said it sank."}')
    assert result.exit_code == 2
    assert result.stderr == "Error: weights/encoder.onnx: No such file or directory\n"


def test_what_nobody_thought_of_is_one_line_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> Callable[[Article], Any]:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr(engine, "load_reader", load)
    result = run("annotate", stdin='{"text": "Ana Ruiz said it sank."}')
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: internal error, ZeroDivisionError: a b (set HEARSAY_TRACEBACK=1")


def json_lines(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_record_that_cannot_be_written_can_be_asked(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Path("hearsay.db").read_bytes()
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK)
    assert len(json_lines(filled("statements", "--json"))) == 3
    assert Path("hearsay.db").read_bytes() == before


def test_judgements_are_kept(filled: Run) -> None:
    def ids() -> set[str]:
        return {row["id"] for row in json_lines(filled("actors", "--json"))}

    before = ids()
    merged = filled("merge", "Ana Ruiz", "Cape Wire")
    assert (merged.exit_code, merged.stdout) == (0, "hearsay.db: Ana Ruiz and Cape Wire are the same.\n")
    assert len(ids()) == len(before) - 1
    assert filled("split", "Ana Ruiz", "Cape Wire").stdout == "hearsay.db: Ana Ruiz and Cape Wire are two.\n"
    assert len(ids()) == len(before)
    for arguments in (("merge", "Ana Ruiz", "Nobody Known"), ("split", "Ana Ruiz", "Ana Ruiz")):
        refused = filled(*arguments)
        assert refused.exit_code == 2
        assert refused.stderr.splitlines()[-1].startswith("Error: ")
        assert "internal" not in refused.stderr
