"""Answers the bench command: one JSON object a line in, one a line out (see protocol.ts)."""

import json
import os
import sys
from typing import Any, Callable, Iterable

import numpy as np

Ask = dict[str, Any]
Answer = dict[str, Any]


def read(raw: dict[str, Any]) -> np.ndarray:
    """The numbers of a file; bytes become float32."""
    numbers = np.fromfile(raw["file"], dtype=raw["dtype"]).reshape(raw["shape"])
    return numbers.astype("float32") if raw["dtype"] == "uint8" else numbers


def peak(_: Ask) -> Answer:
    """The most memory this process has had in use."""
    import resource  # not on Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"kind": "peak", "bytes": most if sys.platform == "darwin" else most * 1024}


def serve(load: Callable[[], tuple[str, str, dict[str, Callable[[Ask], Answer]]]]) -> None:
    """Loads a framework, says what it is and on what it runs, and answers until there are no more questions."""
    # Libraries print what nobody asked for: their standard output becomes the error stream.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    def say(answer: Answer) -> None:
        print(json.dumps(answer), file=answers)

    def answered(work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        except Exception as error:
            return {"kind": "failed", "reason": f"{type(error).__name__}: {error}".split("\n")[0]}

    handlers: dict[str, Callable[[Ask], Answer]] = {"peak": peak}

    def begin() -> Answer:
        what, device, own = load()
        handlers.update(own)
        return {"kind": "ready", "what": what, "device": device}

    say(answered(begin))
    lines: Iterable[str] = sys.stdin
    for line in lines:
        ask = json.loads(line)
        say(answered(lambda: handlers[ask["ask"]](ask)))
