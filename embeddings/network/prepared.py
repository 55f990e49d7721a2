"""A model ready to compute: as it was kept, or loaded, tried and kept for the next time."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from platformdirs import user_cache_path

from embeddings.network import kept
from embeddings.network.loaded import Loaded
from embeddings.network.network import Network

if TYPE_CHECKING:
    from embeddings.network.choice import Candidate

ENGINE = "CITESPAN_ENGINE"  # in the environment: "torch f32", "openvino bf16", ... and nothing else
RECIPE = "3"  # raise it when conversion, weights in 8 bits, or what is measured changes
MODEL, TOKENIZER = "model.xml", "tokenizer.json"

log = logging.getLogger(__name__)


class Prepared(NamedTuple):
    """A model that can compute."""

    network: Network
    tokenizer: str  # the JSON of a `tokenizers.Tokenizer`
    facts: Mapping[str, Any]


def prepared(source: str, kind: str, load: Callable[[], Loaded]) -> Prepared:
    """The model of a folder or hub name, in the form that is fastest here.

    A folder's model is converted and tried once for a processor, then kept in the user's cache
    folder under the sha256 of its files; `kind` keeps apart what several callers make of one model.
    Where OpenVINO is missing or fails, PyTorch computes. The environment variable CITESPAN_ENGINE
    names an engine and number format to take whatever their speed, as `Network.form` names them.

    Raises:
        ValueError: There is no such engine or format on this machine.
    """
    if os.environ.get(ENGINE):
        return named(os.environ[ENGINE], load())
    try:
        from embeddings.network.openvino_network import processor  # noqa: PLC0415 - may be missing

        here = processor()
    except (ImportError, RuntimeError) as error:
        log.warning("OpenVINO cannot be used (%s); PyTorch computes, more slowly", error)
        return with_torch(load())
    marks = (kind, RECIPE, here)
    if Path(source).is_dir():
        return kept_or_tried(kept.fingerprint(Path(source), *marks), kind, load)
    loaded = load()  # from a hub: its weights are told by their identity, once they are loaded
    return kept_or_tried(kept.name(*marks, repr(loaded.facts)), kind, lambda: loaded)


def kept_or_tried(name: str, kind: str, load: Callable[[], Loaded]) -> Prepared:
    """The model that was kept under a name, or else the fastest form, kept from now on."""
    place = user_cache_path("citespan") / "models" / f"{kind}-{name}"
    about = kept.opened(place)
    if about is None:
        return tried(load(), place)
    if about["form"].startswith("torch"):
        return with_torch(load())
    return as_kept(place, about)


def named(form: str, loaded: Loaded) -> Prepared:
    """The model in the form of that name, whether it is fast or not."""
    from embeddings.network.choice import candidates  # noqa: PLC0415 - imports torch

    forms = {one.network.form: one for one in candidates(loaded)}
    if form not in forms:
        raise ValueError(f"{ENGINE} is {form!r}; on this machine there are: {', '.join(forms)}")
    return Prepared(forms[form].network, loaded.tokenizer, loaded.facts)


def as_kept(place: Path, about: Mapping[str, Any]) -> Prepared:
    """The model that a folder of ours holds."""
    from embeddings.network.openvino_network import OpenVinoNetwork, engine  # noqa: PLC0415

    model = engine().read_model(place / MODEL)
    network = OpenVinoNetwork(model, about["form"].split()[1], about["pad_id"])
    return Prepared(network, (place / TOKENIZER).read_text("utf-8"), about["facts"])


def with_torch(loaded: Loaded) -> Prepared:
    """The model as PyTorch computes it."""
    from embeddings.network.torch_network import TorchNetwork  # noqa: PLC0415 - takes a second

    return Prepared(TorchNetwork(loaded.module, loaded.pad_id), loaded.tokenizer, loaded.facts)


def tried(loaded: Loaded, place: Path) -> Prepared:
    """The fastest form of the model, kept at the place."""
    from embeddings.network.choice import candidates, preferred  # noqa: PLC0415 - imports torch

    found = candidates(loaded)
    best = preferred(found, loaded.same)
    about = described(loaded, best, found)
    try:
        kept.keep(place, lambda folder: written(folder, loaded, best), about)
    except OSError as error:
        log.warning("the converted model could not be kept in %s: %s", place.parent, error)
    return Prepared(best.network, loaded.tokenizer, loaded.facts)


def written(folder: Path, loaded: Loaded, best: "Candidate") -> Iterator[Path]:
    """Write what `as_kept` reads."""
    (folder / TOKENIZER).write_text(loaded.tokenizer, "utf-8")
    yield folder / TOKENIZER
    if best.model is not None:
        from embeddings.network.openvino_network import openvino  # noqa: PLC0415

        openvino().save_model(best.model, folder / MODEL, compress_to_fp16=False)
        yield folder / MODEL
        yield (folder / MODEL).with_suffix(".bin")


def described(loaded: Loaded, best: "Candidate", found: "Sequence[Candidate]") -> dict[str, Any]:
    """What is kept beside the model: its facts, the choice, and what the choice was made from."""
    tried_ = {
        one.network.form: {
            "milliseconds": round(one.milliseconds, 1),
            "correlation": round(one.correlation, 5),
            "least": round(one.least, 5),
        }
        for one in found
    }
    return {
        "form": best.network.form,
        "pad_id": loaded.pad_id,
        "facts": dict(loaded.facts),
        "tried": tried_,
    }
