"""How many processor cores this process may use."""

import os
from pathlib import Path

QUOTA = Path("/sys/fs/cgroup/cpu.max")  # of a container: "200000 100000" is two cores, "max 1" all


def cores(quota: Path = QUOTA) -> int:
    """The cores that this process may run on, or fewer where a container's quota says so."""
    if hasattr(os, "sched_getaffinity"):
        usable = len(os.sched_getaffinity(0))
    else:
        usable = os.cpu_count() or 1
    return max(1, min(usable, of_quota(quota) or usable))


def of_quota(file: Path) -> int | None:
    """The whole cores that a quota in the form of Linux's cgroup 2 comes to; None for no quota."""
    try:
        most, period = file.read_text().split()
        return max(1, round(int(most) / int(period)))
    except (OSError, ValueError):
        return None
