"""What every bench works with: the folders of corpora and scorers, the reader, what was read already."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from hearsay.reading.encoder import Encoder
    from hearsay.schema import Article, Reading

T = TypeVar("T")
Record = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
#: Beside the checkout, never in it: the texts are other people's.
SHARED = ROOT.parent / "shared"


class NoCorpora(RuntimeError):
    """The corpora that a bench needs are not there."""


class Reads(Protocol):
    """What reads an article: :class:`hearsay.reading.Reader`, or a stand-in in a test."""

    def read(self, article: Article) -> Reading:
        """Read an article."""


class Workbench:
    """The reader, loaded once, and the folders; a reading is made once however many benches ask for it."""

    def __init__(
        self,
        corpora: Path = SHARED / "corpora",
        scoring: Path = SHARED / "scoring",
        reader: Reads | None = None,
    ) -> None:
        self._corpora = corpora
        self._scoring = scoring
        self._given = reader
        self._kept: dict[str, Any] = {}

    @cached_property
    def reader(self) -> Reads:
        """The reader with the shipped weights, unless another was given."""
        if self._given is not None:
            return self._given
        from hearsay.reading import Reader

        return Reader.load()

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder of the reader."""
        from hearsay.reading.encoder import Encoder

        found = getattr(self.reader, "encoder", None)
        return found if isinstance(found, Encoder) else Encoder()

    def has_corpora(self) -> bool:
        """Whether the folder of corpora is there."""
        return self._corpora.is_dir()

    def corpus(self, name: str) -> Path:
        """The file of a corpus, by its path below the folder of corpora.

        Raises:
            NoCorpora: it is not there; it names the file.
        """
        path = self._corpora / name
        if not path.is_file():
            raise NoCorpora(f"no corpora: {name} is not in {_shown(self._corpora)}")
        return path

    def kept(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` gave when it was first asked for under this key."""
        if key not in self._kept:
            self._kept[key] = make()
        value: T = self._kept[key]
        return value

    def readings(self, key: str, articles: Callable[[], Iterable[Article]]) -> list[Reading]:
        """Read articles, or give back their readings when ``key`` was read before."""
        return self.kept(f"readings of {key}", lambda: [self.reader.read(article) for article in articles()])

    def score(self, scorer: str, gold: Path, predictions: Iterable[Record], *options: str) -> dict[str, Any]:
        """Score predictions with one of the scorers that belong to the corpora; what it printed as JSON.

        Raises:
            NoCorpora: the scorer is not there.
            RuntimeError: it failed; with its last words.
        """
        program = self._scoring / scorer
        if not program.is_file():
            raise NoCorpora(f"no corpora: {scorer} is not in {_shown(self._scoring)}")
        with tempfile.TemporaryDirectory(prefix="hearsay-") as folder:
            path = Path(folder) / "predictions.jsonl"
            path.write_text("".join(json.dumps(p) + "\n" for p in predictions), encoding="utf-8")
            done = subprocess.run(
                [sys.executable, program, gold, path, "--json", *options],
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"{scorer}: {done.stderr.strip().splitlines()[-1:]}")
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def lines(path: Path) -> Iterator[Record]:
    """The records of a JSONL file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def digest(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of the files in a folder, as hex digits."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    whole = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        whole.update(file.relative_to(path).as_posix().encode() + b"\0" + digest(file).encode() + b"\n")
    return whole.hexdigest()


def _shown(path: Path) -> str:
    """A path as seen from the checkout, so that messages read the same everywhere."""
    return os.path.relpath(path, ROOT)
