"""What is written as FollowTheMoney, held against its own library. That needs ICU, so it is no tool of every developer."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import pytest
from export_records import nasty, pile
from test_export import MODEL, statements, written

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    ftm: Any = pytest.importorskip(
        "followthemoney", reason="skipped: followthemoney is not installed (it needs ICU)"
    )
    from followthemoney.dataset.util import dataset_name_check
    from followthemoney.statement.serialize import read_json_statements


@pytest.mark.parametrize("make", [pile, nasty], ids=["pile", "nasty"])
def test_the_library_reads_every_statement(make: Any, tmp_path: Path) -> None:
    with make(tmp_path / "record.db") as record:
        made = statements(record)
        read = list(read_json_statements(io.BytesIO(written(record, "ftm"))))
    assert len(read) == len(made)
    for statement, raw in zip(read, made, strict=True):
        assert statement.to_dict() == raw
        assert statement.id == statement.generate_key()
        assert dataset_name_check(statement.dataset) == statement.dataset
        if statement.prop != "id":
            prop = ftm.model.get(statement.schema).get(statement.prop)
            assert prop.validate([statement.value]) is None, (statement.prop, statement.value)


def test_the_model_is_as_it_is_taken_to_be() -> None:
    for schema, properties in MODEL.items():
        for name, kind in properties.items():
            assert ftm.model.get(schema).get(name).type.name == kind


def test_entities_can_be_made_of_them(tmp_path: Path) -> None:
    from followthemoney import Dataset, StatementEntity

    with pile(tmp_path / "record.db") as record:
        read = list(read_json_statements(io.BytesIO(written(record, "ftm"))))
    found = Dataset.make({"name": "hearsay", "title": "A record"})
    by_entity: dict[str, list[Any]] = {}
    for statement in read:
        by_entity.setdefault(statement.entity_id, []).append(statement)
    for name, held in by_entity.items():
        entity = StatementEntity.from_statements(found, held)
        assert entity.id == name
        assert entity.caption
        for required in entity.schema.required:
            assert entity.has(required)
