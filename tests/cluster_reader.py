"""Readers for workers of a cluster, which import this module: none loads weights."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path

import fake_reader

from hearsay import engine
from hearsay.schema import Article, Reading


def killed_once(marks: Path, at: str) -> engine.Read:
    """Read, and note in ``marks`` who read what; the first worker that comes to the text ``at`` is killed."""
    return partial(_read, marks, at)


def _read(marks: Path, at: str, article: Article) -> Reading:
    if at in article.text:
        try:
            (marks / "killed").touch(exist_ok=False)
        except FileExistsError:
            pass
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    with (marks / f"{os.getpid()}.read").open("a") as file:
        file.write(f"{article.id}\n")
    return fake_reader.read(article)


def slow(marks: Path) -> engine.Read:
    """Read slowly, and note in ``marks`` which processes do."""

    def read(article: Article) -> Reading:
        (marks / f"{os.getpid()}.read").touch()
        time.sleep(0.05)
        return fake_reader.read(article)

    return read


def no_weights() -> engine.Read:
    raise FileNotFoundError(2, "No such file", "encoder.onnx")


def killed_while_loading() -> engine.Read:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("not reached")
