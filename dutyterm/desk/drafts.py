"""Half-typed fields: kept across a kill, masked or in the vault, never a PIN (design 2)."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dutyterm.journal.errors import JournalError
from dutyterm.model.typed import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dutyterm.hall.vault import Vault
    from dutyterm.journal.disk import Disk
    from dutyterm.shift.lists.state import Slot

DELAY_S = 0.4
"""Longest time a typed character waits before it is written, in seconds; the promise is one second."""

LIMIT = 10_000
"""Characters of one draft."""

UNSAVED = "unsaved/"
"""Begins the keys of finished texts that could not be saved yet: they outlive a sealed shift."""

PRIVATE = "private/"
"""Begins the keys of fields for numbers of customers: these are kept in the vault and nowhere else (N22)."""

TABLE = "drafts"
"""Table of the file (plain TinyDB): document 1 holds the drafts, 2 after which record each was typed."""


def slot_key(run: str, slot: Slot) -> str:
    """Key of what is half-typed in a field of a run."""
    return f"{run}/{slot.item}/{slot.part}/{slot.field}"


class Drafts:
    """What is typed but not saved, by key. Without a path it is kept in memory only (read-only programs)."""

    def __init__(
        self,
        path: Path | None = None,
        disk: Disk | None = None,
        *,
        private: Callable[[], Vault] | None = None,
        private_there: bool = False,
    ) -> None:
        """`private` gives the vault; it is asked for at once only when its file is there."""
        self._path = path
        self._disk = disk
        self._private = private
        self._private_there = private_there
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._due = False
        """A write is on its way that comes by itself; it is never called back, and finds nothing then."""
        self._dirty = False
        self._beside: int | None = None
        """The thread that waits for no disk now; others that flush meanwhile do."""
        self.failed = False
        """The last write failed; drafts are then kept in memory."""
        self.newest: Callable[[], int] = lambda: 0
        """Number of the open shift's newest record."""
        self._texts, self._after = self._read()
        self._on_disk = frozenset(self._texts)
        """Keys as they were written last."""

    def get(self, key: str) -> str:
        """What was typed; empty when there is nothing."""
        return self._texts.get(key, "")

    def keys(self) -> tuple[str, ...]:
        """Keys that have a draft."""
        return tuple(self._texts)

    def begun_with(self, prefix: str) -> tuple[str, ...]:
        """Keys that have a draft and begin so."""
        return tuple(key for key in self._texts if key.startswith(prefix))

    def put(self, key: str, text: str) -> None:
        """Keeps what is in the field now; an empty text drops the draft."""
        with self._guard:
            clean = plain(text, one_line=False)[:LIMIT]
            if clean == self._texts.get(key, ""):
                return
            if clean:
                self._texts[key], self._after[key] = clean, self.newest()
            else:
                self._texts.pop(key, None)
                self._after.pop(key, None)
            self._dirty = True
            if self._path is not None and not self._due:
                self._due = True
                self._flush_later()

    def drop(self, key: str) -> None:
        """Forgets a draft: it was saved, or is not wanted."""
        self.put(key, "")

    def saved(self, key: str, record: int) -> None:
        """Forgets what was typed before this record saved it: a kill came between record and draft."""
        if record > self._after.get(key, record):
            self.drop(key)

    def drop_all(self, prefix: str) -> None:
        """Forgets every draft whose key begins so; never what waits to be saved, unless it is named."""
        for key in self.begun_with(prefix):
            if prefix.startswith(UNSAVED) or not key.startswith(UNSAVED):
                self.drop(key)

    @property
    def safe(self) -> bool:
        """Does everything that waits to be saved stand on the disk, so that a kill does not lose it?"""
        return self._path is not None and self._on_disk >= set(self.begun_with(UNSAVED))

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Whoever flushes within this does not wait for the disk: a thread does it at once."""
        self._beside = threading.get_ident()
        try:
            yield
        finally:
            self._beside = None

    def flush(self) -> None:
        """Writes now what is not written yet. Never raises: a draft is a help, not a promise of the disk."""
        if self._beside == threading.get_ident():
            if self._dirty and self._path is not None:
                # a daemon, as below
                threading.Thread(target=self._flush, name="drafts", daemon=True).start()
            return
        self._flush()

    def _flush_later(self) -> None:
        """The thread that writes is begun when it is time: a key, which must be quick, has no part in it."""
        try:
            asyncio.get_running_loop().call_later(DELAY_S, self._in_thread)
        except RuntimeError:  # this thread has no loop
            timer = threading.Timer(DELAY_S, self._time_is_up)
            timer.daemon = True
            timer.start()

    def _in_thread(self) -> None:
        # a daemon: a disk that hangs keeps the program neither from an emergency nor from its end
        threading.Thread(target=self._time_is_up, name="drafts", daemon=True).start()

    def _time_is_up(self) -> None:
        with self._guard:
            self._due = False
        self._flush()

    def _flush(self) -> None:
        with self._writing:
            with self._guard:
                if not self._dirty or self._path is None:
                    return
                self._dirty = False
                from dutyterm.model.privacy import mask  # its patterns are many; most starts mask nothing

                hidden = {key: text for key, text in self._texts.items() if key.startswith(PRIVATE)}
                masked = {key: mask(text).text for key, text in self._texts.items() if key not in hidden}
                after = dict(self._after)
            try:
                self._write(masked, after)
                self._write_private(hidden)
                self.failed, self._on_disk = False, frozenset((*masked, *hidden))
            except (OSError, ValueError, JournalError):
                self.failed = self._dirty = True  # the next flush tries again

    def _read(self) -> tuple[dict[str, str], dict[str, int]]:
        if self._path is None:
            return {}, {}
        from dutyterm.journal.atomic import AtomicJSONStorage, StoreDamaged

        try:
            table = (AtomicJSONStorage(self._path, self._disk).read() or {}).get(TABLE, {})
        except (OSError, StoreDamaged):
            table = {}  # a broken draft file costs a few typed words, never a start
        texts, after = table.get("1"), table.get("2")
        texts = texts if isinstance(texts, dict) else {}
        known = {k: v for k, v in texts.items() if isinstance(k, str) and isinstance(v, str)}
        known.update(self._read_private())
        marks = after.items() if isinstance(after, dict) else ()
        return known, {k: n for k, n in marks if k in known and isinstance(n, int)}

    def _read_private(self) -> Mapping[str, str]:
        if self._private is None or not self._private_there:
            return {}
        try:
            return self._private().drafts()
        except (OSError, JournalError):
            return {}  # the vault tells of its damage itself

    def _write_private(self, texts: Mapping[str, str]) -> None:
        if self._private is not None and (texts or self._private_there):
            self._private().keep_drafts(texts)
            self._private_there = True

    def _write(self, texts: dict[str, str], after: dict[str, int]) -> None:
        from dutyterm.journal.atomic import AtomicJSONStorage

        if self._path is not None:
            AtomicJSONStorage(self._path, self._disk).write({TABLE: {"1": texts, "2": after}})
