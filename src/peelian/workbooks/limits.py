"""Limits that a process which opens the file of a stranger sets on itself, where the system knows them."""

from __future__ import annotations


def limit(memory: int, seconds: int, written: int) -> None:
    """Set the most bytes of memory, seconds of work and bytes of any one file, and keep no image of a crash."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
