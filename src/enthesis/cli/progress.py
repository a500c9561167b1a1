"""A word on stderr for whoever waits longer than a second."""

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

PATIENCE_SECONDS = 1.0


@contextmanager
def working(on: str) -> Iterator[None]:
    """Say what is being done once it takes longer than a second; on a terminal only, never in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    shown = ExitStack()
    timer = threading.Timer(PATIENCE_SECONDS, _show, (on, shown))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        shown.close()


def _show(on: str, shown: ExitStack) -> None:
    from rich.console import Console

    shown.enter_context(Console(stderr=True).status(on))
