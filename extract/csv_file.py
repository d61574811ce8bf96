"""The embeddings as CSV, for those who load them by other means than `photograph load`."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from photograph.collection.contract import SIGNATURE_FIELD
from photograph.collection.csv_columns import ROWS_A_BATCH, append_csv, join_floats, lists_like
from photograph.durable_file import fresh_file, settle
from photograph.summed_parquet import read_batches


def write_embeddings_csv(embeddings: Path, path: Path) -> int:
    """Writes an embeddings file as CSV, without the signatures; returns the number of rows.

    Lists are joined by ``;``; labels become two columns, names and scores. Every float is the
    shortest text that reads back as the same float32. Quoting is RFC 4180.

    Raises
    ------
    DamagedFileError: the file does not hold what `extract` writes.
    """
    temporary = fresh_file(path)
    rows = 0
    try:
        with temporary.open("wb") as file:
            for batch in read_batches(embeddings, ROWS_A_BATCH):
                table = _flat(pa.Table.from_batches([batch]))
                append_csv(table, file, embeddings, include_header=rows == 0)
                rows += table.num_rows
        settle(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return rows


def _flat(table: pa.Table) -> pa.Table:
    columns = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        if name in ("features", "embedding"):
            columns[name] = join_floats(column)
        elif name == "keywords":
            columns[name] = pc.binary_join(column, ";")
        elif name == "labels":
            labels = column.flatten()
            names = lists_like(column, pc.struct_field(labels, "name"))
            columns["label_names"] = pc.binary_join(names, ";")
            columns["label_scores"] = join_floats(
                lists_like(column, pc.struct_field(labels, "score"))
            )
        elif name != SIGNATURE_FIELD.name:
            columns[name] = column
    return pa.table(columns)
