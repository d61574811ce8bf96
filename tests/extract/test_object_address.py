"""An address that can't be used is one line, which never repeats what might be a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.collection.object_address import parse_address
from photograph.collection.photo_root import photo_root
from photograph.collection.roots import name_root, remember_root
from photograph.errors import PhotographError
from photograph.settings import Home
from tests.conftest import Ran, run_photograph
from tests.extract.photo_files import encoded, picture
from tests.object_server import BUCKET, SECRET, ObjectServer, environment, object_server
from tests.server.conftest import free_port


def assert_one_line(ran: Ran, what: str, next_step: str) -> None:
    assert ran.code == 1, ran
    assert "Traceback" not in ran.err
    assert ran.err.count("\n") == 1
    assert what in ran.last_line
    assert next_step in ran.last_line


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("s3://bucket", "s3://bucket"),
        ("S3://bucket/a//b c#%20/", "s3://bucket/a/b c#%20"),
        ("gs://anonymous@bucket/a", "gs://anonymous@bucket/a"),
        ("az://account@container/a", "abfs://account@container/a"),
        ("hdfs://someone@host:8020/a/b", "hdfs://someone@host:8020/a/b"),
        ("hdfs:///a", "hdfs:///a"),
    ],
)
def test_addresses_name_a_store_a_bucket_and_a_folder(address: str, shown: str) -> None:
    assert str(parse_address(address)) == shown


@pytest.mark.parametrize(
    "address",
    [
        f"s3://key:{SECRET}@bucket/photos",
        f"s3://key:{SECRET}/with+slash@bucket/photos",
        f"s3://{SECRET}@bucket",
        f"s3://bucket/photos?secret_key={SECRET}",
        f"s3://bucket?endpoint_override=http://key:{SECRET}@localhost:9000",
        f"az://account:{SECRET}@container/photos",
        f"abfs://container@account/photos?sig={SECRET}",
        f"hdfs://someone:{SECRET}@host/photos",
        f"gs://{SECRET}@bucket",
        f"https://key:{SECRET}@example.com/photos",
    ],
)
def test_credentials_in_an_address_are_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(PhotographError) as refused:
        photo_root(address)

    assert SECRET not in str(refused.value)


def test_the_environment_s_store_becomes_part_of_the_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:9000")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT", "museum")

    s3, azure = photo_root("s3://bucket/a"), photo_root("az://container/a")

    assert getattr(s3, "address", "") == (
        "s3://bucket/a?endpoint_override=localhost%3A9000&scheme=http"
    )
    assert str(azure) == "abfs://museum@container/a"


def test_roots_are_named_by_their_last_folder_and_told_apart_by_their_store(tmp_path: Path) -> None:
    home = Home(tmp_path)
    here = parse_address("s3://bucket/year/2024?region=eu-west-1&endpoint_override=localhost:1")
    same = parse_address("s3://bucket/year/2024/?endpoint_override=http://localhost:1")
    elsewhere = parse_address("s3://bucket/year/2024")
    (tmp_path / "2024").mkdir()
    assert name_root(here, home, None) == "2024"
    remember_root("2024", here, home)

    assert name_root(same, home, None) == "2024"
    assert name_root(elsewhere, home, None).startswith("2024-")
    assert name_root(tmp_path / "2024", home, None).startswith("2024-")
    assert name_root(parse_address("gs://bucket"), home, None) == "bucket"


def test_an_unknown_scheme(clean_folder: Home) -> None:
    ran = run_photograph("extract", "ftp://host/photos")

    assert_one_line(ran, "can't be read from this kind of address", "s3://, gs://, az://")


@pytest.mark.slow
def test_a_missing_bucket_a_missing_folder_and_an_empty_one(
    objects: ObjectServer, clean_folder: Home
) -> None:
    objects.put("texts/a.txt", b"no photo")

    no_bucket = run_photograph("extract", "s3://no-such-bucket/photos")
    no_folder = run_photograph("extract", f"s3://{BUCKET}/photos")
    no_photo = run_photograph("extract", f"s3://{BUCKET}/texts")

    assert_one_line(no_bucket, "There is no s3://no-such-bucket/photos", "Check the name")
    assert_one_line(no_folder, f"There is no s3://{BUCKET}/photos", "Check the name")
    passed_over, line = no_photo.err.splitlines()
    assert (no_photo.code, passed_over) == (1, "Passed over: 1 .txt")
    assert f"s3://{BUCKET}/texts holds no photo" in line
    assert "photograph extract PHOTOS" in line


@pytest.mark.slow
def test_a_store_that_refuses_the_credentials(tmp_path: Path, clean_folder: Home) -> None:
    pytest.importorskip("moto", reason="moto's server is not installed: make test installs it")
    # Creating the bucket is the one request that this server takes without a check.
    with object_server(tmp_path, INITIAL_NO_AUTH_ACTION_COUNT="1") as server:
        ran = run_photograph("extract", f"s3://{BUCKET}/a", **server.environment)

    assert_one_line(ran, f"s3://{BUCKET}/a may not be read", "AWS_ACCESS_KEY_ID")
    assert SECRET not in ran.err


@pytest.mark.slow
def test_no_credentials_at_all(tmp_path: Path, clean_folder: Home) -> None:
    pytest.importorskip("moto", reason="moto's server is not installed: make test installs it")
    without = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "HOME": str(tmp_path)}
    with object_server(tmp_path, INITIAL_NO_AUTH_ACTION_COUNT="1") as server:
        ran = run_photograph("extract", f"s3://{BUCKET}/a", **{**server.environment, **without})

    # moto answers 500 to a request without a signature, where Amazon denies access.
    assert_one_line(ran, f"s3://{BUCKET}/a can't be reached", "AWS_ENDPOINT_URL")


@pytest.mark.slow
def test_a_store_that_does_not_answer(clean_folder: Home) -> None:
    ran = run_photograph("extract", f"s3://{BUCKET}/a", **environment(free_port()))

    assert_one_line(ran, f"s3://{BUCKET}/a can't be reached (network connection)", "AWS_ENDPOINT")


def test_a_photo_in_a_store_is_no_file_to_compare(
    objects: ObjectServer, clean_folder: Home
) -> None:
    from photograph.commands.similar import _similar_to_file

    objects.put("a.jpg", encoded(picture(0), "JPEG"))

    with pytest.raises(PhotographError, match="only once it is in the graph"):
        _similar_to_file(None, f"s3://key:{SECRET}@{BUCKET}/a.jpg", 5, None, False)  # type: ignore[arg-type]
