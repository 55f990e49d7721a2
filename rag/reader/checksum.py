"""Check that shipped weights are the ones that were shipped."""

import hashlib
from pathlib import Path

from rag.errors import ModelUnusable

SHIPPED = Path(__file__).parent / "weights"


def check_sha256(folder: Path) -> None:
    """Compare the files that `SHA256SUMS` of the folder names with what it says of them.

    Raises:
        ModelUnusable: A file is missing or altered; the message names it.
    """
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split()
        file = folder / name
        if not file.is_file():
            raise ModelUnusable(f"{file} is missing; reinstall citespan")
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != expected:
            raise ModelUnusable(
                f"{file} is altered: its sha256 is {found}, not {expected}; reinstall citespan"
            )
