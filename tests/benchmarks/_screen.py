"""What a person sees: when a program's window is there, and when it has a content.

A screen of its own (Xvfb), looked at from outside, so that any program is measured in
the same way: ours, a bare window, KeePassXC. Nothing is added to what is measured.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

LONGEST = 60.0  # seconds
STRIPES = 24
"""Lines of pixels that are looked at, from top to bottom of the window."""

_SUBSTRUCTURE_NOTIFY = 1 << 19
_MAP_NOTIFY = 19
_ALL_PLANES = ctypes.c_ulong(0xFFFFFFFF)
_Z_PIXMAP = 2
_NOTHING = {0x00000000, 0xFF000000}  # where nothing was painted yet


class Seen(NamedTuple):
    """Seconds since the program was started."""

    window: float  # on the screen
    content: float  # something is written in it
    read: int  # bytes, from files, by then
    memory: int  # bytes, held by then


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("event", ctypes.c_ulong),
        ("window", ctypes.c_ulong),
        ("room", ctypes.c_char * 192),
    )


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("room", ctypes.c_char * 240),
    )


class _Image(ctypes.Structure):
    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
    )


def _costs(process: int) -> tuple[int, int]:
    """Return the bytes that *process* read from files or mapped, and those it holds."""
    folder = Path("/proc", str(process))
    read = dict(line.split(": ") for line in (folder / "io").read_text().splitlines())
    pages = int((folder / "statm").read_text().split()[1])
    return int(read["rchar"]) + int(read["read_bytes"]), pages * 4096


def possible() -> bool:
    """Return whether there is an Xvfb to make a screen with."""
    return shutil.which("Xvfb") is not None


@contextmanager
def screen() -> Iterator[Screen]:
    """Make a screen that nobody sees, for as long as the block lasts."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24"]
    with subprocess.Popen(
        [*command, "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as pipe:
            name = f":{pipe.readline().strip()}"
        seen = Screen(name)
        try:
            yield seen
        finally:
            seen.close()
            server.terminate()


class Screen:
    """A screen of X11, and an eye on it."""

    def __init__(self, name: str) -> None:
        self.name = name
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        x11.XGetImage.restype = ctypes.POINTER(_Image)
        x11.XGetImage.argtypes = [
            ctypes.c_void_p,
            ctypes.c_ulong,
            *[ctypes.c_int] * 2,
            *[ctypes.c_uint] * 2,
            ctypes.c_ulong,
            ctypes.c_int,
        ]
        x11.XGetWindowAttributes.argtypes = [
            ctypes.c_void_p,
            ctypes.c_ulong,
            ctypes.POINTER(_Attributes),
        ]
        for called in (
            x11.XDefaultRootWindow,
            x11.XPending,
            x11.XCloseDisplay,
            x11.XFree,
        ):
            called.argtypes = [ctypes.c_void_p]
        x11.XSelectInput.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_long]
        x11.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.POINTER(_Event)]
        x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._handler = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
        )(lambda _display, _error: 0)  # A window may close while it is looked at.
        x11.XSetErrorHandler(self._handler)
        self._x11 = x11
        self._display = x11.XOpenDisplay(name.encode())
        if not self._display:
            raise SystemExit(f"the screen {name} does not answer")
        self._root = x11.XDefaultRootWindow(self._display)
        x11.XSelectInput(self._display, self._root, _SUBSTRUCTURE_NOTIFY)
        x11.XSync(self._display, 0)

    def close(self) -> None:
        """Look no more."""
        self._x11.XCloseDisplay(self._display)

    def watch(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        colours: int = 24,
    ) -> Seen:
        """Start *command*, return when its window was seen, and end it.

        There is a content once *colours* different colours are seen: letters have
        many shades. One is the ground of an empty window.

        Raises:
            SystemExit: If nothing is seen for a minute.
        """
        self._events()
        mark = secrets.token_hex(8)
        begun = time.perf_counter()
        with subprocess.Popen(
            command,
            env={**env, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb", "SEEN": mark},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                return self._look(process, begun, colours)
            finally:
                os.killpg(process.pid, 9)

    def _look(
        self, process: subprocess.Popen[bytes], begun: float, colours: int
    ) -> Seen:
        windows: set[int] = set()
        first = 0.0
        while time.perf_counter() - begun < LONGEST:
            windows |= self._events()
            large = [window for window in windows if self._size(window)[1] > 200]
            if large:
                first = first or time.perf_counter() - begun
                if max(map(self._colours, large)) >= colours:
                    now = time.perf_counter() - begun
                    return Seen(first, now, *_costs(process.pid))
            if process.poll() is not None:
                break
            time.sleep(0.0005)
        raise SystemExit(f"nothing was seen of {process.args!r}")

    def _events(self) -> set[int]:
        """Return the windows that appeared since the last look."""
        event, found = _Event(), set()
        while self._x11.XPending(self._display):
            self._x11.XNextEvent(self._display, ctypes.byref(event))
            if event.type == _MAP_NOTIFY:
                found.add(event.window)
        return found

    def _size(self, window: int) -> tuple[int, int]:
        seen = _Attributes()
        found = self._x11.XGetWindowAttributes(
            self._display, window, ctypes.byref(seen)
        )
        return (seen.width, seen.height) if found else (0, 0)

    def _colours(self, window: int) -> int:
        """Return how many colours are seen along some lines of *window*."""
        width, height = self._size(window)
        found: set[int] = set()
        for stripe in range(1, STRIPES):
            line = self._x11.XGetImage(
                self._display,
                window,
                0,
                height * stripe // STRIPES,
                max(width, 1),
                1,
                _ALL_PLANES,
                _Z_PIXMAP,
            )
            if not line:
                return 0
            pixels = ctypes.string_at(line.contents.data, width * 4)
            found.update(memoryview(pixels).cast("I"))
            self._x11.XFree(line.contents.data)
            self._x11.XFree(line)
        return len(found - _NOTHING)
