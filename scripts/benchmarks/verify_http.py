"""How many verifications per second the verifier answers over HTTP, beside an empty Flask route in the same run.

Two servers are asked in turn, in many short rounds so that other work on the machine meets both, with the same
waitress settings and client: the verifier with `POST /api/v1/verify` of a whole certificate, and a Flask application
with one empty route that reads the same body. Measured: answers per second over kept connections, each asking again as
soon as it was answered. The verifier does everything but the round trip to a node: it reads the form, checks signature,
path and proof of possession, judges and writes; the chain's facts come from memory, and 256 different certificates of a
batch of 1,024 take turns. Every answer must be VALID. Processor time for each answer is taken too, because it hardly
depends on what else the machine does.

Then the verifier gets half of that load at even times, and the delay of each answer is counted from the moment it was
due, so that waiting in a queue is not lost. `resident_megabytes_grown` is the server's memory at the end less memory
after the first round.

Run `python scripts/benchmarks/verify_http.py`; it prints one JSON line. Bars: `share_of_empty_route` (medians of
the rounds; `share_at_best` compares the best ones) 0.40 or more, and `p99_milliseconds_at_half_load` under 50. It takes
about a minute and stays on the loopback interface.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flask import Flask, Response, request

from certificate.address import Address
from certificate.bundle import Bundle
from certificate.facts import Facts, Unread
from tests.builders import NOW, bundles_of, certificate, facts_of
from tests.scenes import CONFIG
from verifier.app import create_app
from verifier.serving import Server

BATCH = 1_024
CERTIFICATES = 256
CONNECTIONS = 4
LONGEST_RUN = 600.0
PATH = "/api/v1/verify"


@dataclass(frozen=True, slots=True)
class Figures:
    """One run, in the field order in which it is printed."""

    verifications_per_second: float
    empty_route_per_second: float
    share_of_empty_route: float
    share_at_best: float
    share_by_processor_time: float
    verifier_microseconds: float
    empty_route_microseconds: float
    half_load_per_second: float
    p50_milliseconds_at_half_load: float
    p99_milliseconds_at_half_load: float
    resident_megabytes: float
    resident_megabytes_grown: float
    certificate_bytes: int
    rounds: int


class MemoryFacts:
    """The facts of one batch, as a cache would hold them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def read(self, address: Address, key: bytes) -> Facts | Unread:  # noqa: ARG002  # the reader's signature
        """Return the facts of the batch."""
        return replace(self._facts)


def batch() -> tuple[list[Bundle], Facts]:
    """Return the first certificates of a full batch, and its facts."""
    bundles, root = bundles_of([certificate(index=index) for index in range(BATCH)])
    return bundles[:CERTIFICATES], facts_of(root, BATCH)


def application(kind: str) -> Flask:
    """Return the application to serve: `verifier` or `empty`."""
    if kind == "verifier":
        _, facts = batch()
        return create_app(CONFIG, MemoryFacts(facts), lambda: NOW)
    app = Flask("empty")
    app.config["MAX_CONTENT_LENGTH"] = CONFIG.maximum_request

    @app.post(PATH)
    def empty() -> Response:
        request.get_data(cache=False)
        return Response(b"{}", mimetype="application/json")

    return app


def serve(kind: str) -> None:
    """Serve in this process until it is ended by the one that started it."""
    with Server(application(kind)) as server:
        print(server.port, flush=True)
        server.run()


@contextmanager
def serving(kind: str) -> Iterator[tuple[int, int]]:
    """Run a server in a process of its own; gives its port and process id."""
    command = [sys.executable, str(Path(__file__).resolve()), "--serve", kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline()), process.pid
        finally:
            process.terminate()


class Client:
    """One kept connection. It does as little as HTTP allows, so that the server and not the client is measured."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, question: bytes, *, expected: bytes) -> None:
        """Send one whole request and require the `expected` beginning of the answer."""
        self._socket.sendall(question)
        answer = self._socket.recv(65_536)
        head, _, body = answer.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += self._socket.recv(65_536)
        if not body.startswith(expected):
            raise SystemExit(f"an answer begins with {answer[:60]!r} instead of {expected!r}: nothing was measured")

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


def question(body: bytes) -> bytes:
    """Return a whole request for one certificate."""
    head = f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode("ascii") + b"\r\n\r\n" + body


def throughput(port: int, questions: Sequence[bytes], seconds: float, expected: bytes) -> float:
    """Return answers per second when each connection asks again as soon as it was answered."""
    counts = [0] * CONNECTIONS
    begin = time.perf_counter()

    def work(worker: int) -> None:
        connection = Client(port)
        while time.perf_counter() - begin < seconds:
            connection.ask(questions[(worker + counts[worker] * CONNECTIONS) % len(questions)], expected=expected)
            counts[worker] += 1
        connection.close()

    in_parallel(work)
    return sum(counts) / (time.perf_counter() - begin)


def costed(port: int, process: int, questions: Sequence[bytes], seconds: float, expected: bytes) -> tuple[float, float]:
    """Return answers per second, and microseconds of processor time that the server spent on one."""
    before, begin = processor_seconds(process), time.perf_counter()
    rate = throughput(port, questions, seconds, expected)
    answers = rate * (time.perf_counter() - begin)
    return rate, (processor_seconds(process) - before) / answers * 1_000_000


def median(rounds: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the median rate and the median cost."""
    return statistics.median(rate for rate, _ in rounds), statistics.median(cost for _, cost in rounds)


def delays(port: int, questions: Sequence[bytes], rate: float, seconds: float, expected: bytes) -> list[float]:
    """Return the milliseconds from when each question was due to its answer, at an even `rate` per second."""
    found: list[list[float]] = [[] for _ in range(CONNECTIONS)]
    begin, pause = time.perf_counter() + 0.1, CONNECTIONS / rate

    def work(worker: int) -> None:
        connection = Client(port)
        for number in range(int(seconds / pause)):
            due = begin + (number + worker / CONNECTIONS) * pause
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.ask(questions[number % len(questions)], expected=expected)
            found[worker].append((time.perf_counter() - due) * 1_000)
        connection.close()

    in_parallel(work)
    return [delay for worker in found for delay in worker]


def in_parallel(work: object) -> None:
    """Run `work(number)` on every connection and wait for all."""
    assert callable(work)
    threads = [threading.Thread(target=work, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST_RUN)


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Return the megabytes that a process holds in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * 4_096 / 1_000_000


def measure(rounds: int, seconds: float) -> Figures:
    """Measure both servers in turn, then the verifier at half load."""
    bundles, _ = batch()
    questions = [question(bundle.to_bytes()) for bundle in bundles]
    valid, empty = b'{"verdict":"VALID"', b"{}"
    with serving("verifier") as (verifier, process), serving("empty") as (plain, other):
        throughput(verifier, questions, 1.0, valid)
        throughput(plain, questions, 1.0, empty)
        ours, theirs, memory = [], [], []
        for _ in range(rounds):
            ours.append(costed(verifier, process, questions, seconds, valid))
            theirs.append(costed(plain, other, questions, seconds, empty))
            memory.append(resident(process))
        (rate, cost), (empty_rate, empty_cost) = median(ours), median(theirs)
        rate /= 2
        late = statistics.quantiles(delays(verifier, questions, rate, 20 * seconds, valid), n=100)
        memory.append(resident(process))
    return Figures(
        verifications_per_second=round(2 * rate, 1),
        empty_route_per_second=round(empty_rate, 1),
        share_of_empty_route=round(2 * rate / empty_rate, 3),
        share_at_best=round(max(ours)[0] / max(theirs)[0], 3),
        share_by_processor_time=round(empty_cost / cost, 3),
        verifier_microseconds=round(cost, 1),
        empty_route_microseconds=round(empty_cost, 1),
        half_load_per_second=round(rate, 1),
        p50_milliseconds_at_half_load=round(late[49], 2),
        p99_milliseconds_at_half_load=round(late[98], 2),
        resident_megabytes=round(memory[-1], 1),
        resident_megabytes_grown=round(memory[-1] - memory[0], 2),
        certificate_bytes=round(statistics.mean(len(bundle.to_bytes()) for bundle in bundles)),
        rounds=rounds,
    )


def main() -> None:
    """Measure and print, or serve for the process that measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=30, choices=range(1, 101), metavar="1-100")
    parser.add_argument("--seconds", type=float, default=0.5, help="length of one round, at most 60")
    parser.add_argument("--serve", choices=["verifier", "empty"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return
    print(json.dumps(asdict(measure(arguments.rounds, min(arguments.seconds, 60.0)))))


if __name__ == "__main__":
    main()
