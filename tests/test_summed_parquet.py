"""A Parquet file of ours that is not what was written is never read as other numbers."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from photograph.collection.contract import FAILURES_FILE
from photograph.errors import DamagedFileError
from photograph.extract.csv_file import write_embeddings_csv
from photograph.extract.store import open_store
from photograph.load.csv_file import write_import_csv
from photograph.load.rows import PhotoRows
from photograph.summed_parquet import check_file, parquet_writer, read_batches, read_columns
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings

ROWS = 60


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A file as versions before the sums wrote it."""
    rows = [
        photo_row(f"p{row}.jpg", vector, orientation=1)
        for row, vector in enumerate(unit_vectors(ROWS))
    ]
    return write_embeddings(tmp_path / "plain.parquet", rows, provenance())


@pytest.fixture
def summed(plain: Path, tmp_path: Path) -> Path:
    table = pq.read_table(plain)
    with parquet_writer(tmp_path / "summed.parquet", table.schema, compression="zstd") as writer:
        writer.write_table(table.slice(0, 40))
        writer.write_table(table.slice(40))
    return tmp_path / "summed.parquet"


def test_any_reader_of_parquet_reads_it(plain: Path, summed: Path) -> None:
    assert pq.read_table(summed).equals(pq.read_table(plain))
    assert read_columns(summed).equals(read_columns(plain))
    assert [len(batch) for batch in read_batches(summed, 25, ["path"])] == [25, 25, 10]


def test_one_byte_anywhere_is_noticed(summed: Path) -> None:
    content, chance = summed.read_bytes(), random.Random(1)  # noqa: S311
    # The four bytes before the first page say nothing but that this is Parquet.
    places = range(4, len(content), 53)
    for place in places:
        damaged = bytearray(content)
        damaged[place] ^= 1 << chance.randrange(8)
        summed.write_bytes(damaged)
        with pytest.raises(DamagedFileError):
            check_file(summed)


def test_a_file_that_is_cut_off_or_has_other_bytes_in_it_is_noticed(summed: Path) -> None:
    content, chance = summed.read_bytes(), random.Random(2)  # noqa: S311
    cuts = [content[:end] for end in (0, 1, 7, 8, len(content) // 2, len(content) - 1)]
    runs = [chance.randrange(4, len(content) - 400) for _ in range(50)]
    others = [content[:at] + chance.randbytes(400) + content[at + 400 :] for at in runs]
    for damaged in cuts + others:
        summed.write_bytes(damaged)
        with pytest.raises(DamagedFileError):
            check_file(summed)


def test_a_file_without_sums_that_lacks_a_column_or_has_no_text_in_one_is_named(
    tmp_path: Path,
) -> None:
    """`make fuzz` found that both were noticed far from the file, and there not understood."""
    file = tmp_path / "plain.parquet"
    table = pa.table({"path": ["seven.jpg"]})
    pq.write_table(table, file, compression="none", use_dictionary=False, write_statistics=False)

    with pytest.raises(DamagedFileError, match="no column embedding"):
        read_columns(file, ["path", "embedding"])
    file.write_bytes(file.read_bytes().replace(b"seven", b"s\xffven"))
    with pytest.raises(DamagedFileError, match="UTF8"):
        read_columns(file, ["path"])
    with pytest.raises(DamagedFileError, match="UTF8"):
        list(read_batches(file, 10))


def embedding_page(file: Path) -> int:
    """Where the first page of the embeddings begins."""
    columns = pq.read_metadata(file).row_group(0)
    return next(
        int(columns.column(number).data_page_offset)
        for number in range(columns.num_columns)
        if columns.column(number).path_in_schema.startswith("embedding")
    )


def test_a_page_that_says_that_it_is_no_data_page_is_no_file_without_rows(plain: Path) -> None:
    content, page = bytearray(plain.read_bytes()), embedding_page(plain)
    content[page + 1] = 2  # INDEX_PAGE of Parquet's PageType, as a signed number of Thrift
    plain.write_bytes(content)
    assert len(pq.read_table(plain, columns=["embedding"])) == 0

    with pytest.raises(DamagedFileError, match=f"0 rows of {ROWS}"):
        read_columns(plain, ["embedding"])
    with pytest.raises(DamagedFileError, match=f"0 rows of {ROWS}"):
        list(read_batches(plain, 10, ["embedding"]))


def test_a_page_that_says_that_it_is_huge_takes_no_such_memory(tmp_path: Path) -> None:
    """In a file of another writer; where there are sums, no such page is ever read."""
    file = tmp_path / "plain.parquet"
    table = pa.table({"embedding": pa.array(range(1000), pa.float32())})
    pq.write_table(table, file, compression="none", use_dictionary=False, write_statistics=False)
    content = file.read_bytes()
    sizes = pq.read_metadata(file).row_group(0).column(0).data_page_offset + 2
    assert content[sizes] == content[sizes + 3] == 0x15  # two numbers of two bytes, by Thrift
    huge = b"\x15\xfe\xff\xff\xff\x0f"  # 2,147,483,647
    file.write_bytes(content[:sizes] + huge * 2 + content[sizes + 6 :])

    before = pa.default_memory_pool().max_memory()
    with pytest.raises(DamagedFileError):
        read_columns(file, ["embedding"])
    assert pa.default_memory_pool().max_memory() - before < 2**20


def test_a_list_that_no_column_of_ours_holds_is_named_and_not_written(plain: Path) -> None:
    """One byte makes `embedding` another name."""
    table = pq.read_table(plain)
    names = [name.replace("embedding", "embedd\x00ng") for name in table.column_names]
    pq.write_table(table.rename_columns(names), plain)

    with pytest.raises(DamagedFileError, match="CSV can't hold what is in it"):
        write_embeddings_csv(plain, plain.with_suffix(".csv"))
    assert list(plain.parent.glob("*.csv*")) == []


def test_failures_without_their_reasons_are_tried_again(tmp_path: Path) -> None:
    file = tmp_path / FAILURES_FILE
    pq.write_table(pa.table({"path": ["a.jpg"]}), file)

    with open_store(tmp_path, provenance()) as store:
        assert store.failed == {}


def test_a_sha256_that_is_none_is_not_written_into_a_csv(tmp_path: Path) -> None:
    rows = [photo_row("a.jpg", unit_vectors(1)[0], content_hash='9498f"3')]
    file = write_embeddings(tmp_path / "e.parquet", rows, provenance())

    with pytest.raises(DamagedFileError, match="Invalid value: 9498"):
        write_import_csv(PhotoRows(file), tmp_path / "photos.csv")


def test_the_byte_that_parquet_s_own_checksums_do_not_cover_is_noticed(tmp_path: Path) -> None:
    """In a page's header, it says that floats are laid out in another way."""
    file, vectors = tmp_path / "e.parquet", unit_vectors(ROWS)
    column = pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), vectors.shape[1])
    table = pa.table({"embedding": column})
    encoding = {"use_dictionary": False, "write_page_checksum": True, "write_statistics": False}
    with parquet_writer(file, table.schema, **encoding) as writer:
        writer.write_table(table)
    content, read_otherwise = file.read_bytes(), 0
    start = pq.read_metadata(file).row_group(0).column(0).data_page_offset
    for place in (at for at in range(start, start + 40) if content[at] == 0):
        file.write_bytes(content[:place] + b"\x12" + content[place + 1 :])
        with suppress(OSError, pa.ArrowException):
            read_otherwise += not pq.read_table(file, page_checksum_verification=True).equals(table)
        with pytest.raises(DamagedFileError):
            read_columns(file)
    assert read_otherwise


def test_only_what_is_read_is_looked_at(summed: Path) -> None:
    content = bytearray(summed.read_bytes())
    columns = pq.read_metadata(summed).row_group(0)
    features = next(
        columns.column(number)
        for number in range(columns.num_columns)
        if columns.column(number).path_in_schema.startswith("features")
    )
    content[features.data_page_offset + 30] ^= 255
    summed.write_bytes(content)

    assert len(read_columns(summed, ["path", "embedding"])) == ROWS
    with pytest.raises(DamagedFileError, match="features"):
        read_columns(summed)


def test_other_bytes_in_place_of_the_sums_are_noticed(summed: Path) -> None:
    content = summed.read_bytes()
    begin, end = content.index(b'{"footer": '), content.index(b"photosum") + len(b"photosum")
    summed.write_bytes(content[:begin] + bytes(end - begin) + content[end:])

    assert len(pq.read_table(summed)) == ROWS
    with pytest.raises(DamagedFileError, match="its sums are gone"):
        check_file(summed)


def test_a_table_that_another_program_read_and_wrote_is_read(summed: Path) -> None:
    table = pq.read_table(summed)
    pq.write_table(table.slice(0, 7), summed)

    check_file(summed)
    assert read_columns(summed).equals(table.slice(0, 7))


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(summed: Path) -> None:
    before, beside = summed.read_bytes(), sorted(summed.parent.iterdir())
    table = pq.read_table(summed)

    with suppress(KeyError), parquet_writer(summed, table.schema) as writer:
        writer.write_table(table)
        raise KeyError

    assert summed.read_bytes() == before
    assert sorted(summed.parent.iterdir()) == beside
