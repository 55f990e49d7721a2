"""What of the processor a test has to know."""

from pathlib import Path

CPU = Path("/proc/cpuinfo")


def adds_bytes_exactly() -> bool:
    """Whether products of bytes are added in 32 bits (VNNI); else two may be cut off at 16."""
    return CPU.is_file() and "vnni" in CPU.read_text()
