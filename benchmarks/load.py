"""A small load generator: several connections that are kept open, each asking one address again and again.

Plain sockets and two processes keep its own cost low, so that on a small machine it measures the server.
"""

from __future__ import annotations

import multiprocessing
import socket
import statistics
import threading
import time
from dataclasses import dataclass

PROCESSES, CONNECTIONS = 2, 4
HUNDREDTHS = 100
LARGEST_READ = 262_144


@dataclass(frozen=True)
class Load:
    """What one address answered under load."""

    requests_per_second: float
    p50_ms: float
    p95_ms: float
    status: int
    body_bytes: int


@dataclass(frozen=True)
class Target:
    """What is asked for, and where."""

    host: str
    port: int
    address: str
    headers: tuple[tuple[str, str], ...] = ()

    def request(self) -> bytes:
        """The bytes of one request."""
        head = [f"GET {self.address} HTTP/1.1", f"Host: {self.host}:{self.port}", "Accept: text/html"]
        head += [f"{name}: {value}" for name, value in self.headers]
        return ("\r\n".join(head) + "\r\n\r\n").encode()


class Connection:
    """One connection that is opened again when the server closes it."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.rest = b""
        self.socket = self._open()

    def ask(self, request: bytes) -> tuple[int, bytes, int]:
        """Send one request; return status, head and size of the body."""
        self.socket.sendall(request)
        head = self._read_to(b"\r\n\r\n")
        status = int(head[9:12])
        length = _length(head)
        while len(self.rest) < length:
            self._receive()
        self.rest = self.rest[length:]
        if b"connection: close" in head.lower():
            self.socket.close()
            self.socket, self.rest = self._open(), b""
        return status, head, length

    def _open(self) -> socket.socket:
        made = socket.create_connection((self.target.host, self.target.port), timeout=30)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def _read_to(self, mark: bytes) -> bytes:
        while mark not in self.rest:
            self._receive()
        head, _, self.rest = self.rest.partition(mark)
        return head

    def _receive(self) -> None:
        part = self.socket.recv(LARGEST_READ)
        if not part:
            raise ConnectionError(f"The server closed {self.target.address} in the middle of an answer.")
        self.rest += part


def ask_once(target: Target) -> tuple[int, bytes, int]:
    """One request on a connection of its own."""
    connection = Connection(target)
    try:
        return connection.ask(target.request())
    finally:
        connection.socket.close()


def entity_tag(target: Target) -> str:
    """The tag that the server gives the address; empty where it gives none."""
    _, head, _ = ask_once(target)
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"etag":
            return value.strip().decode()
    return ""


def load(target: Target, seconds: float) -> Load:
    """Ask for the address on all connections for so many seconds."""
    status, _, size = ask_once(target)
    with multiprocessing.Pool(PROCESSES) as pool:
        parts = pool.starmap(_ask_in_threads, [(target, seconds)] * PROCESSES)
    times = [taken for part in parts for taken in part]
    cuts = statistics.quantiles(times, n=HUNDREDTHS)
    return Load(
        requests_per_second=round(len(times) / seconds, 1),
        p50_ms=round(cuts[49] * 1000, 2),
        p95_ms=round(cuts[94] * 1000, 2),
        status=status,
        body_bytes=size,
    )


def _ask_in_threads(target: Target, seconds: float) -> list[float]:
    times: list[float] = []
    end = time.perf_counter() + seconds
    threads = [threading.Thread(target=_ask_until, args=(target, end, times)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _ask_until(target: Target, end: float, times: list[float]) -> None:
    connection, request = Connection(target), target.request()
    while (begun := time.perf_counter()) < end:
        connection.ask(request)
        times.append(time.perf_counter() - begun)
    connection.socket.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    if head[9:12] == b"304":
        return 0
    raise ValueError("The server told no length of its answer.")
