"""The wheel that would be published holds all that Hearsay runs on, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("hearsay-*.whl")
    assert path.stat().st_size < 60_000_000
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    return message_from_bytes(wheel.read(name))


@pytest.mark.parametrize("folder", ["reading/weights", "demo", "views/web/templates", "views/web/static"])
def test_data_goes_with_the_package(wheel: zipfile.ZipFile, folder: str) -> None:
    here = {
        path.relative_to(ROOT).as_posix(): path.stat().st_size
        for path in (ROOT / "hearsay" / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {item.filename: item.file_size for item in wheel.infolist()}
    assert here
    assert {name: packed.get(name) for name in here} == here


def test_the_encoder_finds_its_weights(wheel: zipfile.ZipFile) -> None:
    weights = {Path(name).name for name in wheel.namelist() if name.startswith("hearsay/reading/weights/")}
    assert weights >= {"encoder.onnx", "layout.json", "tokenizer.json"}


def test_types_and_licence_go_with_it(wheel: zipfile.ZipFile, metadata: Message) -> None:
    assert "hearsay/py.typed" in wheel.namelist()
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())
    assert metadata["License-Expression"] == "Apache-2.0"


def test_nothing_else_is_packed(wheel: zipfile.ZipFile) -> None:
    roots = {name.split("/")[0] for name in wheel.namelist()}
    assert {root.partition("-")[0] for root in roots} == {"hearsay"}


def test_running_it_needs_no_training_library(metadata: Message) -> None:
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert needed
    assert not [line for line in needed if line.lower().startswith(("torch", "transformers"))]


def test_the_command_is_there(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "hearsay = hearsay.views.cli:main" in wheel.read(name).decode()
