"""Addresses of folders in object stores, such as ``s3://bucket/folder``, without secrets."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from photograph.errors import PhotographError

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_BUCKET = r"[A-Za-z0-9][A-Za-z0-9._-]*"
# What may follow each scheme, and the name by which pyarrow knows it.
_SCHEMES = {
    "s3": ("s3", _BUCKET),
    "gs": ("gs", rf"(anonymous@)?{_BUCKET}"),
    "az": ("abfs", rf"({_BUCKET}@)?{_BUCKET}"),
    "abfs": ("abfs", rf"({_BUCKET}@)?{_BUCKET}"),
    "abfss": ("abfss", rf"({_BUCKET}@)?{_BUCKET}"),
    "hdfs": ("hdfs", rf"({_BUCKET}@)?({_BUCKET}(:[0-9]+)?)?"),
}
# The options of pyarrow's addresses that say where, never as whom.
_OPTIONS = frozenset(
    "endpoint_override scheme region force_virtual_addressing tls_ca_file_path retry_limit_seconds "
    "blob_storage_authority dfs_storage_authority enable_tls kerb_ticket".split()
)


@dataclass(frozen=True)
class ObjectFolder:
    """A folder in an object store.

    Parameters
    ----------
    bucket: the first part of the address, such as ``s3://bucket``.
    path: the folder below the bucket, without percent-encoding; empty for the whole bucket.
    options: pyarrow's options for the store, sorted.
    """

    bucket: str
    path: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.bucket}/{self.path}" if self.path else self.bucket

    @property
    def address(self) -> str:
        """The full address, without credentials, which come from the environment."""
        return f"{self}?{self.query}" if self.options else str(self)

    @property
    def query(self) -> str:
        return urlencode(self.options)

    @property
    def identity(self) -> str:
        """The store, bucket and path, which identify the folder."""
        endpoint = dict(self.options).get("endpoint_override", "")
        return f"{self}?{endpoint.rpartition('//')[2]}"

    @property
    def name(self) -> str:
        """The last folder's name, or the bucket's."""
        return str(self).rpartition("/")[2].rpartition("@")[2]


def is_address(text: str) -> bool:
    """Whether the text has a scheme, unlike the path of a folder."""
    return _ADDRESS.fullmatch(text) is not None


def parse_address(text: str) -> ObjectFolder:
    """Parses an address. No message repeats the address, which might hold a password.

    Raises
    ------
    PhotographError: unknown scheme or option, missing bucket, or credentials in the address.
    """
    found = _ADDRESS.fullmatch(text)
    scheme, rest = (found[1].lower(), found[2]) if found else ("", text)
    if scheme not in _SCHEMES:
        raise PhotographError(
            "Photos can't be read from this kind of address.",
            f"Name a folder, or use one of {', '.join(f'{known}://' for known in _SCHEMES)}",
        )
    place, _, query = rest.partition("?")
    bucket, _, path = place.partition("/")
    options = tuple(sorted(parse_qsl(query, keep_blank_values=True)))
    _check_no_secret(scheme, bucket, options)
    folders = "/".join(part for part in path.split("/") if part)
    return ObjectFolder(f"{_SCHEMES[scheme][0]}://{bucket}", folders, options)


def _check_no_secret(scheme: str, bucket: str, options: tuple[tuple[str, str], ...]) -> None:
    endpoint = dict(options).get("endpoint_override", "")
    if not re.fullmatch(_SCHEMES[scheme][1], bucket) or "@" in endpoint:
        raise PhotographError(
            f"That is no address like {scheme}://BUCKET/FOLDER.",
            "Credentials never belong in it: they come from the environment, or from ~/.aws",
        )
    if not _OPTIONS.issuperset(key for key, _ in options):
        raise PhotographError(
            "The address has an option that is unknown or not allowed.",
            f"Allowed are {', '.join(sorted(_OPTIONS))}.",
        )


def with_environment(folder: ObjectFolder) -> ObjectFolder:
    """The folder with the present environment's options written into its address."""
    options = dict(folder.options)
    if folder.bucket.startswith("s3:") and "endpoint_override" not in options:
        endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
        if endpoint:
            scheme, _, host = endpoint.rpartition("://")
            told = {"endpoint_override": host.rstrip("/"), "scheme": scheme or "https"}
            return parse_address(f"{folder}?{urlencode({**options, **told})}")
    account = os.environ.get("AZURE_STORAGE_ACCOUNT")
    if folder.bucket.startswith("abfs") and "@" not in folder.bucket and account:
        return replace(folder, bucket=folder.bucket.replace("://", f"://{account}@"))
    return folder
