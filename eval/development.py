"""`python -m eval.development > FILE`: the development half of our questions.

As JSON lines with the words of each answer, which is what `rag.answering.calibrate --about` takes.
With `--questions` and `--corpus` those of another file of ours, on articles that do not come along.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from eval.questions import OWN, in_development, quoted
from eval.texts import texts_of


def main(
    questions: Annotated[Path, typer.Option(help="JSON lines with ids of ours.")] = OWN,
    corpus: Annotated[
        Path | None, typer.Option(help="The .jsonl of articles that their answers are marked in.")
    ] = None,
) -> None:
    """Print the development half of QUESTIONS, one a line."""
    texts = texts_of(corpus, ()) if corpus else {}
    for line in questions.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if in_development(record["id"]):
            print(json.dumps(quoted(record, lambda: texts), ensure_ascii=False))


if __name__ == "__main__":
    typer.run(main)
