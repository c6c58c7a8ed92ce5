"""A load that waits for nobody: so many requests a second whether or not the last was answered, in its own process.

``python -m bench.loading PORT RATE SECONDS PATH…`` asks for the paths in turn over connections that stay open, and says
as JSON how many were answered, how many went wrong, and how late each answer was: from the moment its request was due,
so that a server that falls behind shows it. It imports nothing of OpenNRM.
"""

import asyncio
import json
import statistics
import sys
import time
from collections import Counter

PATIENCE, LANES = 30.0, 64  # seconds for one answer; connections at most


class Lane:
    """A connection that stays open, one request at a time."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> int:
        """The status of an answer that came whole. Raises OSError, EOFError or TimeoutError."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:])}
        if "content-length" in headers:
            await self.reader.readexactly(int(headers["content-length"]))
        else:
            while size := int(await self.reader.readline(), 16):
                await self.reader.readexactly(size + 2)
            await self.reader.readexactly(2)
        return int(head[0].split()[1])

    def close(self) -> None:
        """Begin anew with the next request."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def load(port: int, rate: float, seconds: float, paths: list[str]) -> dict[str, object]:
    """Send them when they are due, and count what came back."""
    free: asyncio.LifoQueue[Lane] = asyncio.LifoQueue()
    for _each in range(LANES):
        free.put_nowait(Lane(port))
    late: list[float] = []
    wrong: Counter[str] = Counter()

    async def one(path: str, due: float) -> None:
        lane = await free.get()
        try:
            status = await asyncio.wait_for(lane.get(path), PATIENCE)
        except (OSError, EOFError, TimeoutError, ValueError) as broken:
            lane.close()
            wrong[type(broken).__name__] += 1
        else:
            late.append(time.perf_counter() - due)
            if status != 200:
                wrong[str(status)] += 1
        finally:
            free.put_nowait(lane)

    began, going = time.perf_counter(), set()
    for number in range(int(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        task = asyncio.create_task(one(paths[number % len(paths)], due))
        going.add(task)
        task.add_done_callback(going.discard)
    while going:
        await asyncio.wait(set(going))
    parts = statistics.quantiles(late, n=100, method="inclusive") if len(late) > 1 else [0.0] * 99
    return {
        "answered": len(late),
        "wrong": dict(wrong),
        "seconds": time.perf_counter() - began,
        "p50": parts[49],
        "p95": parts[94],
        "p99": parts[98],
        "own": time.process_time(),
    }


if __name__ == "__main__":
    asked = sys.argv[1:]
    print(json.dumps(asyncio.run(load(int(asked[0]), float(asked[1]), float(asked[2]), asked[3:]))))
