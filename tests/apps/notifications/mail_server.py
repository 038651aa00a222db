"""A small mail server on loopback that keeps what it takes, refuses what it is told to, and can be up or down."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class MailServer:
    """What came in, and what happens on the way.

    Attributes
    ----------
    refused
        Addresses that it does not take, each with the code of its answer.
    when_begun
        Called with the number of a message of which only the sender was named yet.
    before_answer
        Called with the number of a message that is taken, before the sender is told so.
    """

    port: int
    taken: list[Message] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    when_begun: Callable[[int], None] = lambda number: None
    before_answer: Callable[[int], None] = lambda number: None

    @property
    def identifiers(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.taken]

    @property
    def texts(self) -> list[str]:
        return [str(message.get_payload(decode=True).decode()) for message in self.taken]  # type: ignore[union-attr]

    def to(self, address: str) -> list[Message]:
        return [message for message in self.taken if message["To"] == address]


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(port: int = 0) -> Iterator[MailServer]:
    """A server that runs while the block does."""
    with _Server(("127.0.0.1", port), _Conversation) as server:
        server.kept = MailServer(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.kept
        finally:
            server.shutdown()
            thread.join()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    kept: MailServer


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self._say("220 ready")
        recipient = ""
        while line := self.rfile.readline():
            words = line.decode("ascii").strip()
            command = words.split(" ")[0].split(":")[0].upper()
            if command == "MAIL":
                self.server.kept.when_begun(len(self.server.kept.taken) + 1)
                self._say("250 fine")
            elif command == "RCPT":
                recipient = words.partition("<")[2].partition(">")[0]
                code = self.server.kept.refused.get(recipient)
                self._say(f"{code} not here" if code else "250 fine")
            elif command == "DATA":
                self._say("354 go on")
                self._take()
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _take(self) -> None:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) and line.rstrip(b"\r\n") != b".":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if not line:
            return
        kept = self.server.kept
        kept.taken.append(message_from_bytes(b"".join(lines)))
        kept.before_answer(len(kept.taken))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        try:
            self.wfile.write(f"{words}\r\n".encode("ascii"))
        except OSError:
            return
