"""What the service counts, as Prometheus text (version 0.0.4): requests, documents, seconds, the queue, memory. Nothing of any document.

Counted in the one thread of the event loop; `text` may be asked at any time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

__all__ = ["MEDIA_TYPE", "Metrics", "Sample", "text_of"]

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)  # seconds

Sample = tuple[str, str, str, float]  # name, type, help, value


class Metrics:
    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._buckets = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0

    def request(self, method: str, route: str, status: int) -> None:
        """One that was answered; 499 stands for a client that went away before."""
        self._requests[method, route, status] += 1

    def document(self, outcome: str, seconds: float) -> None:
        """One that a worker was asked to read: "done", or the code of the problem; the seconds from its place in the queue on."""
        self._outcomes[outcome] += 1
        self._buckets[next((at for at, bound in enumerate(_BOUNDS) if seconds <= bound), len(_BOUNDS))] += 1
        self._seconds += seconds

    @property
    def mean_seconds(self) -> float:
        """For a document, 0 before the first."""
        count = sum(self._buckets)
        return self._seconds / count if count else 0.0

    def text(self, samples: Iterable[Sample]) -> str:
        """All that was counted, and what is measured now."""
        return "".join(f"{line}\n" for line in (*self._lines(), *text_of(samples)))

    def _lines(self) -> Iterator[str]:
        yield from _head("extract_requests_total", "counter", "Requests answered; status 499: the client went away.")
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'extract_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'
        yield from _head("extract_documents_total", "counter", "Documents by outcome: done, or the code of the problem.")
        for outcome, count in sorted(self._outcomes.items()):
            yield f'extract_documents_total{{outcome="{outcome}"}} {count}'
        yield from _head("extract_document_seconds", "histogram", "Seconds from the place in the queue to the answer.")
        total = 0
        for bound, count in zip((*map(str, _BOUNDS), "+Inf"), self._buckets, strict=True):
            total += count
            yield f'extract_document_seconds_bucket{{le="{bound}"}} {total}'
        yield f"extract_document_seconds_sum {self._seconds:.6f}"
        yield f"extract_document_seconds_count {total}"


def text_of(samples: Iterable[Sample]) -> Iterator[str]:
    for name, kind, told, value in samples:
        yield from _head(name, kind, told)
        yield f"{name} {value:.10g}"


def _head(name: str, kind: str, told: str) -> tuple[str, str]:
    return f"# HELP {name} {told}", f"# TYPE {name} {kind}"
