"""`python -m rag.reader.training.soup A=2 B --out C`: the mean of readers' weights, as one reader.

Runs that started from the same weights and saw other data, or the same in another order, end in
one basin; their mean is mostly better than each (Wortsman et al. 2022, "Model soups"), at the cost
of one reader. A run and what it started from have a mean too, which forgets less of what the
further training did not show (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import torch
import transformers
import typer
from torch import Tensor
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from rag.errors import ModelUnusable
from rag.reader.training.publish import BEFORE_DATA, publish
from rag.reader.training.share import path_and_share


def main(
    readers: Annotated[list[str], typer.Argument(help="FOLDER or FOLDER=WEIGHT, 1 by default")],
    out: Annotated[Path, typer.Option(help="folder to write")],
) -> None:
    """Write the weighted mean of READERS, folders that `rag.reader.train` has written, to OUT."""
    transformers.utils.logging.disable_progress_bar()
    folders, shares = zip(*map(path_and_share, readers), strict=True)
    models: list[Any] = [
        AutoModelForQuestionAnswering.from_pretrained(folder, dtype=torch.float32)
        for folder in folders
    ]
    weights = mean_weights([model.state_dict() for model in models], shares)
    cards = [(folder / "README.md").read_text() for folder in folders]
    publish(
        out,
        models[0],
        weights,
        AutoTokenizer.from_pretrained(folders[0]),
        data=[f"those of {folder}, told below" for folder in readers],
        command=shlex.join(["python", "-m", "rag.reader.training.soup", *sys.argv[1:]]),
        figures="\n".join(card.partition(BEFORE_DATA)[2] for card in cards),
    )


def mean_weights(
    members: Sequence[dict[str, Tensor]], shares: Sequence[float]
) -> dict[str, Tensor]:
    """The mean of each tensor, the members weighted by their shares, whatever these sum to.

    Raises:
        ModelUnusable: They are not of one architecture.
    """
    shapes = [{name: tensor.shape for name, tensor in member.items()} for member in members]
    if any(shape != shapes[0] for shape in shapes):
        raise ModelUnusable("readers of different architectures have no mean; name like runs")
    total = sum(shares)
    parts = torch.tensor([part / total for part in shares])  # (members,)
    return {
        name: torch.tensordot(parts, torch.stack([member[name].float() for member in members]), 1)
        for name in members[0]
    }


if __name__ == "__main__":
    typer.run(main)
