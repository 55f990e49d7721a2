"""Read `PATH=SHARE` arguments of the training commands."""

from pathlib import Path

import typer


def path_and_share(named: str) -> tuple[Path, float]:
    """The path and its share: `a.jsonl=0.5` is half of a, `a.jsonl` all of it.

    Raises:
        typer.BadParameter: What follows the = is no number.
    """
    path, _, share = named.partition("=")
    try:
        return Path(path), float(share or 1)
    except ValueError as error:
        raise typer.BadParameter(f"{named}: after = comes a number, such as 0.5") from error
