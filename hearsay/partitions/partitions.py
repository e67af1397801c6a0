"""A folder of readings by month, open: what is in it, and what is put into it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from hearsay.gather import Problem
from hearsay.gather.problem import Report, ignore
from hearsay.partitions.listing import parts, remove_abandoned
from hearsay.partitions.part import BadPart, Row, month, need_pyarrow, read_part, write_part
from hearsay.schema import Article, Reading

#: Articles, and bytes of them, that wait in memory to be written together.
WAITING = 512
BYTES = 64 << 20
#: Parts of a month below half this many articles are small; once there are more than so many, they are joined.
WHOLE = 4096
SMALL = 8
#: Parts of which the rows are kept at hand.
_AT_HAND = 4


class _Place(NamedTuple):
    """Where the row of an article is: its part (None: waiting to be written), and a hash of its fields."""

    part: Path | None
    fields: bytes


class Partitions:
    """Articles with their readings in ``folder/month=YYYY-MM/part-HASH.parquet``, by month of publication.

    Each article is there once, by its key; of several names for the same content the one whose JSON sorts first
    counts, as in a record, so that the order of arrival cannot matter. What was added is on disk after ``flush``
    or ``close``. Several processes may add to one folder. The keys of all articles are in memory while it is open.
    """

    def __init__(self, folder: Path | str, problems: Report) -> None:
        """Open a folder, which need not be there yet. ``problems`` takes what in it cannot be used, by name.

        Raises OSError where it cannot be listed, ImportError without pyarrow.
        """
        need_pyarrow()
        self.folder = Path(folder)
        self._index: dict[str, _Place] = {}
        self._waiting: dict[str, Row] = {}
        self._bytes = 0
        self._months: dict[str, dict[Path, int]] = {}
        self._at_hand: OrderedDict[Path, dict[str, Row]] = OrderedDict()
        if self.folder.exists() and not self.folder.is_dir():
            raise NotADirectoryError(20, "not a folder", str(self.folder))

        def tell(problem: Problem) -> None:
            # Whatever it held is read again, if it is asked for.
            problems(Problem(problem.origin, problem.reason, fatal=False))

        self._look(tell)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.flush()

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._index)

    def __iter__(self) -> Iterator[tuple[Article, Reading]]:
        """Yield each article with its reading, once, month by month. BadPart, OSError: a part is no longer what it was."""
        self.flush()
        for _, paths in sorted(self._months.items()):
            for path in sorted(paths):
                for key, row in self._rows(path).items():
                    if self._index[key].part == path:
                        yield row.pair()

    def has(self, key: str) -> bool:
        """Whether the article with this :attr:`~hearsay.schema.Article.key` is here."""
        return key in self._index

    def reading(self, key: str) -> Reading:
        """The reading of the article with this key; KeyError when it is not here.

        Raises BadPart and OSError when its part is no longer what it was.
        """
        return self._row(key).pair()[1]

    def add(self, article: Article, reading: Reading) -> bool:
        """Take an article in, to be written with others; False when it was here already. Raises OSError."""
        row = Row.of(article, reading)
        fields = _hash(row)
        held = self._index.get(row.key)
        if held is not None and (held.fields == fields or self._row(row.key).article <= row.article):
            return False
        self._waiting[row.key] = row
        self._bytes += row.size
        self._index[row.key] = _Place(None, fields)
        if len(self._waiting) >= WAITING or self._bytes >= BYTES:
            self.flush()
        return held is None

    def flush(self) -> None:
        """Write what waits, a part for each month. Raises OSError; then it waits still."""
        rows = sorted(((month(row), row) for row in self._waiting.values()), key=itemgetter(0))
        for name, group in groupby(rows, key=itemgetter(0)):
            written = [row for _, row in group]
            self._moved(name, write_part(self._folder(name), written), written)
            for row in written:
                del self._waiting[row.key]
        self._bytes = 0

    def compact(self) -> int:
        """Join the small parts of each month that has many; return how many files there are fewer.

        The joined part is on disk before those that it takes the place of are removed. What killed processes left
        half written a day ago goes, too. Raises OSError, and BadPart where a part is no longer what it was.
        """
        self.flush()
        remove_abandoned(self.folder)
        before = sum(map(len, self._months.values()))
        for name, paths in self._months.items():
            small = sorted(path for path, number in paths.items() if number < WHOLE // 2)
            if len(small) <= SMALL:
                continue
            # One that is gone was joined by another process just now, which leaves the month to that one.
            with suppress(FileNotFoundError):
                for group in self._groups(small):
                    self._join(name, group)
        return before - sum(map(len, self._months.values()))

    def _join(self, name: str, group: list[Path]) -> None:
        # What another name of the same content took the place of stays behind.
        rows = [
            row for path in group for key, row in self._rows(path).items() if self._index[key].part == path
        ]
        joined = write_part(self._folder(name), rows) if rows else None
        if joined:
            self._moved(name, joined, rows)
        for path in group:
            if path != joined:
                self._at_hand.pop(path, None)
                del self._months[name][path]
                path.unlink(missing_ok=True)

    def _groups(self, small: list[Path]) -> Iterator[list[Path]]:
        """Small parts, so many together that they make a large one."""
        group: list[Path] = []
        number = size = 0
        for path in small:
            group.append(path)
            rows = self._rows(path)
            number += len(rows)
            size += sum(row.size for row in rows.values())
            if number >= WHOLE or size >= BYTES:
                yield group
                group, number, size = [], 0, 0
        if len(group) > 1:
            yield group

    def _folder(self, name: str) -> Path:
        return self.folder / f"month={name}"

    def _look(self, problems: Report) -> None:
        """Note what is in the folder; what was noted before and is gone from it, no more."""
        gone = {path for paths in self._months.values() for path in paths if not path.exists()}
        for paths in self._months.values():
            for path in gone & paths.keys():
                del paths[path]
        if gone:
            self._index = {key: place for key, place in self._index.items() if place.part not in gone}
        for name, path, rows in parts(self.folder, problems):
            self._enter(name, path, rows)

    def _enter(self, name: str, path: Path, rows: list[Row]) -> None:
        self._months.setdefault(name, {})[path] = len(rows)
        for row in rows:
            held, fields = self._index.get(row.key), _hash(row)
            if held is None or (held.fields != fields and not self._stays(row)):
                self._index[row.key] = _Place(path, fields)
                self._waiting.pop(row.key, None)

    def _stays(self, row: Row) -> bool:
        """Whether what is held of an article stays, of two rows of it: the lesser one."""
        try:
            return self._row(row.key).article <= row.article
        except (FileNotFoundError, KeyError):
            # Another process joined it with others meanwhile; what it stands in now is entered, too.
            return False

    def _moved(self, name: str, path: Path, rows: list[Row]) -> None:
        """Note that rows are now in this part."""
        self._months.setdefault(name, {})[path] = len(rows)
        for row in rows:
            self._index[row.key] = _Place(path, _hash(row))

    def _row(self, key: str) -> Row:
        """The row of an article. KeyError: it is not here, or no longer."""
        place = self._index[key]
        if place.part is not None:
            try:
                return self._rows(place.part)[key]
            except FileNotFoundError:
                # Another process joined it with others.
                self._look(ignore)
                place = self._index[key]
        return self._waiting[key] if place.part is None else self._rows(place.part)[key]

    def _rows(self, path: Path) -> dict[str, Row]:
        """The rows of a part by key; of one that was written twice into it, the first by its fields."""
        rows = self._at_hand.get(path)
        if rows is None:
            rows = {}
            try:
                for row in read_part(path):
                    rows.setdefault(row.key, row)
            except BadPart as bad:
                raise BadPart(f"{path}: {bad}") from bad
            self._at_hand[path] = rows
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        self._at_hand.move_to_end(path)
        return rows


def _hash(row: Row) -> bytes:
    return hashlib.blake2b(row.article, digest_size=8).digest()
