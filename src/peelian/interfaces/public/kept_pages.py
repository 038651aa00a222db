"""A store of answers bounded by their size: the answer asked for longest ago goes first."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

OVERHEAD = 1_000
"""Bytes counted for a key and headers beside the body."""


@dataclass(frozen=True)
class KeptPage:
    """An answer as it was made, and the number of the public content for which it holds."""

    number: int
    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD


class PageStore:
    """Answers in memory, safe between threads."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.size = 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._lock = Lock()
        _stores.add(self)

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: Hashable) -> KeptPage | None:
        """The answer kept under the key, which then counts as asked for last."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: KeptPage) -> None:
        """Keep an answer; one that would fill a quarter of the store by itself is not kept."""
        if page.size > self.capacity // 4:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.size += page.size
            while self.size > self.capacity:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.size -= page.size


_stores: weakref.WeakSet[PageStore] = weakref.WeakSet()


def forget_kept_pages() -> None:
    """Empty every store of this process: for tests, whose databases begin their counting anew."""
    for store in list(_stores):
        store.clear()
