"""Articles read by Ray: the same record as by the local engine, whoever is killed on the way."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cluster_reader
import fake_reader
import pytest

from hearsay import engine
from hearsay.partitions import Kept, Partitions, feed
from hearsay.record import Record
from hearsay.schema import Article

pytest.importorskip("ray", reason="skipped: ray is not installed")

from hearsay.cluster import Cluster, ClusterError, cluster
from hearsay.cluster.session import session


@pytest.fixture(scope="module", autouse=True)
def running() -> Iterator[None]:
    """One Ray with two cores for all tests here; what each started on it has ended with it."""
    with pytest.MonkeyPatch.context() as patch:
        # Workers import the readers of the tests.
        patch.setenv("PYTHONPATH", f"{Path(__file__).parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
        with session(None, 2):
            yield
    with warnings.catch_warnings():
        # Ray ends its processes without waiting for them, and Python says so of each.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def articles(*texts: str) -> list[Article]:
    return [Article(text, id=f"a{n}", origin=f"{n}.txt") for n, text in enumerate(texts)]


def boats(number: int, **others: str) -> list[str]:
    return [others.get(f"at{n}", f"Ana Ruiz said boat {n} sank.") for n in range(number)]


def read(texts: list[str], limit: float = engine.LIMIT) -> list[engine.Outcome]:
    with Cluster(jobs=2, load=fake_reader.load, limit=limit) as opened:
        return sorted(opened.read_articles(articles(*texts)), key=lambda o: int(o.article.id[1:]))


def exported(path: Path) -> bytes:
    with Record.open(path) as record:
        return b"".join(record.export())


def fail(problem: object) -> None:
    raise AssertionError(str(problem))


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    pile = [
        Article(f"Ana Ruiz said boat {n} of {n % 7} sank.", id=f"a{n}", published=f"2031-{n % 3 + 1:02}-04")
        for n in range(60)
    ]
    with Record.open(tmp_path / "local.db") as record:
        engine.fill(record, lambda report: pile, problems=fail, load=fake_reader.load, jobs=2)
    (tmp_path / "marks").mkdir()
    load = partial(cluster_reader.killed_once, tmp_path / "marks", "boat 25 ")
    with (
        Record.open(tmp_path / "ray.db") as record,
        Partitions(tmp_path / "readings", fail) as kept,
        Cluster(jobs=2, load=load) as opened,
    ):
        tally = engine.fill(
            Kept(record, kept), lambda report: pile, problems=fail, readers=opened.read_articles
        )
    assert tally == engine.Tally(read=60)
    assert (tmp_path / "marks" / "killed").exists()
    reads = Counter(name for file in (tmp_path / "marks").glob("*.read") for name in file.read_text().split())
    assert reads.keys() == {article.id for article in pile}
    # What stood before it in its batch is read twice; and the batch before, if its answer was not sent off yet.
    twice = {name for name, times in reads.items() if times > 1}
    assert "a24" in twice
    assert len(twice) <= 1 + engine.BATCH
    with Record.open(tmp_path / "from.db") as record:
        feed(record, tmp_path / "readings", problems=fail)
    assert exported(tmp_path / "ray.db") == exported(tmp_path / "from.db") == exported(tmp_path / "local.db")


def test_an_article_that_ends_every_worker_is_set_aside_as_the_local_engine_does() -> None:
    texts = boats(14, at5="DIE.", at9="CRASH.")
    outcomes = read(texts)
    local = list(engine.read_articles(articles(*texts), load=fake_reader.load, jobs=2))
    assert outcomes == local
    assert [n for n, o in enumerate(outcomes) if o.error] == [5, 9]


def test_an_article_that_hangs_its_worker_is_set_aside_as_the_local_engine_does() -> None:
    outcomes = read(boats(6, at2="HANG."), limit=0.8)
    assert [(n, o.error) for n, o in enumerate(outcomes) if o.error] == [
        (2, "the process that read it was ended after 0.8 seconds")
    ]
    assert all(o.reading == fake_reader.read(o.article) for o in outcomes if not o.error)


def test_one_worker_that_ends_is_no_fault_of_the_only_article(tmp_path: Path) -> None:
    load = partial(cluster_reader.killed_once, tmp_path, "boat")
    with Cluster(jobs=1, load=load) as opened:
        assert [o.error for o in opened.read_articles(articles("Ana Ruiz said the boat sank."))] == [None]
    assert (tmp_path / "killed").exists()


def test_what_loading_raises_reaches_the_caller() -> None:
    with (
        Cluster(jobs=2, load=cluster_reader.no_weights) as opened,
        pytest.raises(FileNotFoundError, match=r"encoder\.onnx"),
    ):
        list(opened.read_articles(articles("One.")))


def test_workers_that_end_while_they_load_end_it() -> None:
    with (
        Cluster(jobs=1, load=cluster_reader.killed_while_loading) as opened,
        pytest.raises(ClusterError, match="no worker can be started"),
    ):
        list(opened.read_articles(articles("One.")))


def test_workers_that_cannot_start_in_time_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "START", 0.0)
    with (
        Cluster(jobs=1, load=fake_reader.load) as opened,
        pytest.raises(ClusterError, match="no worker was ready within 0 seconds"),
    ):
        list(opened.read_articles(articles("One.")))


def test_another_version_on_the_cluster_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "own_version", lambda: "9.9")
    with (
        Cluster(jobs=1, load=fake_reader.load) as opened,
        pytest.raises(ClusterError, match=r"this one 9\.9: install the same on all"),
    ):
        list(opened.read_articles(articles("One.")))


def test_articles_are_taken_only_a_little_ahead_and_what_is_left_is_dropped() -> None:
    taken = 0

    def many() -> Iterator[Article]:
        nonlocal taken
        for article in articles(*["One."] * 500):
            taken += 1
            yield article

    with Cluster(jobs=2, load=fake_reader.load) as opened:
        stream = opened.read_articles(many())
        next(stream)
        assert taken <= (2 * cluster.AHEAD + 2) * engine.BATCH
        stream.close()  # type: ignore[attr-defined]
        # It can be used again, and nothing of before comes.
        assert [o.article.text for o in opened.read_articles(articles("Two."))] == ["Two."]


def test_nothing_to_read_loads_nothing() -> None:
    with Cluster(load=cluster_reader.no_weights) as opened:
        assert list(opened.read_articles([])) == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("ray://head:10001", "run this on a machine of the cluster"),
        ("head", "no address of a cluster"),
        ("head:70000", "no address of a cluster"),
        ("127.0.0.1:1", "no cluster answers at 127.0.0.1:1: Connection refused"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_at_once(address: str, told: str) -> None:
    with pytest.raises(ClusterError, match=told):
        Cluster(address=address)


JOINED = """
import sys
import fake_reader
from hearsay.cluster import Cluster
from hearsay.schema import Article

with Cluster(address=sys.argv[1], load=fake_reader.load) as cluster:
    for outcome in cluster.read_articles([Article("Ana Ruiz said the boat sank.", id="a")]):
        print(outcome.article.id, len(outcome.reading.statements))
"""


def test_a_cluster_that_runs_already_is_joined_and_left_running() -> None:
    import ray

    address = ray.get_runtime_context().gcs_address
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", JOINED, address],
        cwd=Path(__file__).parent, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "a 1\n", "")
    assert [o.error for o in read(["Ana Ruiz said the boat sank."])] == [None]


def test_no_worker_and_no_time_are_refused() -> None:
    with pytest.raises(ValueError, match="jobs must be 1 or more, not 0"):
        Cluster(jobs=0)
    with pytest.raises(ValueError, match="limit must be more than 0"):
        Cluster(limit=0)
