"""Telling how far a long command has come: a bar on a terminal, plain lines elsewhere."""

import time
from typing import TextIO

WIDTH = 30
# Seconds between two lines about the same step where there is no terminal.
INTERVAL = 5


class Progress:
    """Call it as `progress(step, done, total)`; it writes to a stream such as standard error."""

    def __init__(self, stream: TextIO):
        self.stream = stream
        self.is_terminal = stream.isatty()
        self.written = time.monotonic()

    def __call__(self, step: str, done: int, total: int) -> None:
        complete = done >= total
        if self.is_terminal:
            filled = round(WIDTH * done / total) if total else WIDTH
            bar = "█" * filled + "░" * (WIDTH - filled)
            self.stream.write(f"\r\033[K{bar} {done}/{total} {step}" + ("\n" if complete else ""))
            self.stream.flush()
        elif complete or time.monotonic() - self.written > INTERVAL:
            self.stream.write(f"{step}: {done}/{total}\n")
            self.stream.flush()
            self.written = time.monotonic()
