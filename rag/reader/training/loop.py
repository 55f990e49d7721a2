"""The training loop: steps, clock, averages and checkpoints."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.utils.data import DataLoader

from rag.reader.training.adversarial import moved
from rag.reader.training.average import update_average
from rag.reader.training.examples import Batch
from rag.reader.training.loss import rival_loss, span_loss
from rag.reader.training.precision import best_dtype
from rag.reader.training.schedule import Schedule
from rag.reader.training.state import Position, load_state, save_state
from rag.reader.training.stream import Stream

WEIGHT_DECAY = 0.01
GRADIENT_NORM = 1.0
LOSS_MEMORY = 0.98  # the loss shown is a running mean over about 50 steps


class Progress(NamedTuple):
    """Where a run is, for showing: `done` in [0, 1], the mean loss, windows a second."""

    step: int
    done: float
    loss: float
    windows_per_s: float
    left_s: float


@dataclass(frozen=True, slots=True)
class Run:
    """What stays the same through a run. `settings` must agree with those of a state it resumes."""

    folder: Path
    stream: Stream
    schedule: Schedule
    settings: dict[str, object]
    adversarial: float = 0.0
    """How far words are moved for a second loss, as a share of their vectors; 0: no second one."""
    save_every_s: float = 180.0
    workers: int = 0


def train(run: Run, model: torch.nn.Module, show: Callable[[Progress], None]) -> dict[str, Tensor]:
    """Train in place, going on from the folder's state if it holds one; return the mean weights."""
    device = next(model.parameters()).device
    optimizer = _optimizer(model)
    average = {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}
    held: dict[str, Any] = {"model": model, "average": average, "optimizer": optimizer}
    at = load_state(run.folder, run.settings, **held)
    model.train()
    saved_s = began_s = time.monotonic() - at.elapsed_s
    first_step, first_s = at.step, at.elapsed_s
    for pool, number, batch in _batches(run, at):
        elapsed_s = time.monotonic() - began_s
        if run.schedule.done(at.step, elapsed_s) >= 1:
            break
        # 1. step
        rate = run.schedule.rate(at.step, elapsed_s)
        loss = _step(model, optimizer, _on(batch, device), rate, run.adversarial)
        update_average(average, model.state_dict(), at.step + 1)
        # 2. note where we are
        shown = loss if at.step == 0 else LOSS_MEMORY * at.loss + (1 - LOSS_MEMORY) * loss
        at = Position(at.step + 1, time.monotonic() - began_s, shown, pool, number + 1)
        done = run.schedule.done(at.step, at.elapsed_s)
        speed = (at.step - first_step) * len(batch.input_ids) / (at.elapsed_s - first_s)
        show(Progress(at.step, done, at.loss, speed, at.elapsed_s * (1 / max(done, 1e-6) - 1)))
        # 3. save now and then
        if time.monotonic() - saved_s > run.save_every_s:
            save_state(run.folder, at, run.settings, **held)
            saved_s = time.monotonic()
    save_state(run.folder, at, run.settings, **held)
    return average


@torch.no_grad()
def mean_loss(model: torch.nn.Module, batches: Sequence[Batch]) -> float:
    """The mean loss over all windows of the batches, the model as it is."""
    device, trained = next(model.parameters()).device, model.training
    model.eval()
    losses = [_losses(model, _on(batch, device)) for batch in batches]
    model.train(trained)
    return float(torch.cat(losses).mean())


def _batches(run: Run, at: Position) -> Iterator[tuple[int, int, Batch]]:
    """All batches after the position: number of the pool, number in the pool, batch."""
    if run.workers:  # a pool has hundreds of tensors: more than a process may open as files
        torch.multiprocessing.set_sharing_strategy("file_system")
    pools = range(at.pool, at.pool + 1_000_000)  # endless: the schedule ends the run
    loader: Any = DataLoader(
        run.stream,
        batch_size=None,
        sampler=pools,
        num_workers=run.workers,
        collate_fn=lambda pool: pool,
    )
    for pool, batches in zip(pools, loader, strict=True):
        for number, batch in enumerate(batches):
            if pool > at.pool or number >= at.batch:
                yield pool, number, batch


def _optimizer(model: torch.nn.Module) -> torch.optim.Optimizer:
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim <= 1]  # biases and norms do not decay
    groups = [
        {"params": matrices, "weight_decay": WEIGHT_DECAY},
        {"params": vectors, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=0.0, fused=True)


def _step(
    model: Any, optimizer: torch.optim.Optimizer, batch: Batch, rate: float, adversarial: float
) -> float:
    loss = _losses(model, batch).mean()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    if adversarial:
        with moved(model.get_input_embeddings().weight, adversarial):
            _losses(model, batch).mean().backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), GRADIENT_NORM)
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.step()
    return float(loss.detach())


def _losses(model: torch.nn.Module, batch: Batch) -> Tensor:
    device = batch.input_ids.device.type
    native = device == "cuda" or best_dtype() is torch.bfloat16
    with torch.autocast(device, dtype=torch.bfloat16, enabled=native):
        output = model(
            input_ids=batch.input_ids,
            attention_mask=batch.attention_mask,
            token_type_ids=batch.token_type_ids,
        )
    start, end = output.start_logits, output.end_logits
    return span_loss(start, end, batch) + rival_loss(start, end, batch)


def _on(batch: Batch, device: torch.device) -> Batch:
    return Batch(*(tensor.to(device, non_blocking=True) for tensor in batch))
