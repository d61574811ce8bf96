"""`extract --csv` writes what the Parquet holds; floats survive bit for bit."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from photograph.extract.csv_file import write_embeddings_csv
from photograph.settings import Home
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.extract.photo_files import extracted_with_csv


def read_csv(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def bits(text: str) -> bytes:
    return np.array(text.split(";"), np.float32).tobytes()


@pytest.mark.slow
def test_every_photo_is_a_row_and_floats_survive_bit_for_bit(
    tmp_path: Path, clean_folder: Home
) -> None:
    extracted = extracted_with_csv(tmp_path, 3)

    rows = {row["path"]: row for row in read_csv(tmp_path / "out.csv")}
    for wanted in extracted:
        row = rows.pop(wanted["path"])
        assert bits(row["features"]) == np.array(wanted["features"], np.float32).tobytes()
        assert bits(row["embedding"]) == np.array(wanted["embedding"], np.float32).tobytes()
        assert row["content_hash"] == wanted["content_hash"]
        assert row["label_names"].split(";") == [label["name"] for label in wanted["labels"]]
        scores = np.array([label["score"] for label in wanted["labels"]], np.float32)
        assert bits(row["label_scores"]) == scores.tobytes()
    assert rows == {}


def test_odd_floats_and_odd_names_survive(tmp_path: Path) -> None:
    odd = [
        1e-45,
        -0.0,
        3.4028235e38,
        1 / 3,
        np.nextafter(np.float32(1), np.float32(2)),
        7e-10,
        0,
        1,
    ]
    name = 'a "quoted", name\nof; two lines.jpg'
    rows = [photo_row(name, odd), photo_row("b.jpg", unit_vectors(1)[0], labels=None)]
    rows[0] |= {"keywords": ['"quoted"', "two, lines\n"]}
    file = write_embeddings(tmp_path / "e.parquet", rows, provenance())

    write_embeddings_csv(file, tmp_path / "out.csv")

    first, second = read_csv(tmp_path / "out.csv")
    assert first["path"] == name
    assert bits(first["embedding"]) == np.array(odd, np.float32).tobytes()
    assert first["keywords"] == '"quoted";two, lines\n'
    assert (second["label_names"], second["keywords"]) == ("", "")
