"""Write a trained reader as a Hugging Face folder that says what it is."""

import copy
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from torch import Tensor

LICENCES = {
    "squad": ("SQuAD 1.1 and 2.0, part", "CC BY-SA 4.0"),
    "squadshifts": ("SQuADShifts", "CC BY 4.0"),
    "natural_questions_qed": ("QED (Natural Questions)", "CC BY-SA 3.0"),
    "qamr": ("QAMR", "MIT"),
    "fairytaleqa": ("FairytaleQA", "Apache-2.0"),
}
"""By the file's name without its endings; a file made from others is named `set-kind.jsonl.gz`."""


BEFORE_DATA = "from the training data:\n"
"""In a README, what follows tells how the weights were made."""


def publish(
    folder: Path,
    model: Any,
    weights: Mapping[str, Tensor],
    tokenizer: Any,
    *,
    data: Sequence[str],
    command: str,
    figures: str,
) -> None:
    """Save the weights in half precision with tokenizer, config, README and SHA256SUMS.

    `model` gives the architecture and keeps its own weights; `data` are lines of the README's list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    half = copy.deepcopy(model)
    half.load_state_dict(weights)
    half.half().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "README.md").write_text(_card(data, command, figures))
    (folder / "SHA256SUMS").write_text(
        "".join(
            f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
            for file in sorted(folder.iterdir())
            if file.suffix in {".safetensors", ".json"}
        )
    )


def describe(path: Path, records: int, share: float) -> str:
    """One line of the README's list of data: what, how much, whose licence, which bytes."""
    name, licence = LICENCES.get(
        path.name.split(".")[0].split("-")[0], (path.name, "licence not stated")
    )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"{name}: {records:,} records × {share:g} an epoch, {licence} ({path.name}, {digest}…)"


def _card(data: Sequence[str], command: str, figures: str) -> str:
    listed = "\n".join(f"- {line}" for line in data)
    return f"""---
license: cc-by-sa-4.0
language: en
pipeline_tag: question-answering
base_model: sentence-transformers/all-MiniLM-L6-v2
---
# Extractive reader for English news

Finds the words of a passage that answer a question, or points at `[CLS]` where none do. Lower-case
English; windows of at most 384 tokens. It copies, it does not reason: questions that need
arithmetic, several sentences or knowledge of the world are beyond it, and near misses (the right
kind of answer to another question) are its commonest mistake.

Base model: all-MiniLM-L6-v2 (Apache-2.0). The weights are CC BY-SA 4.0, {BEFORE_DATA}
{listed}

Made by:

    {command}

{figures}
"""
