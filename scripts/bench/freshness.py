"""How old events are when the monitor shows them: by its own count, which it tells at /metrics."""
import asyncio
import urllib.request

NAME = "duet_monitor_freshness_seconds_bucket"


class Freshness:
    """The ages of what became visible since it was made, or since `start`."""

    def __init__(self, url):
        self.url = url + "/metrics"
        self.before = {}

    async def start(self):
        self.before = await self._buckets()

    async def result(self):
        """Percentiles in milliseconds, between the bounds of the count by proportion; and the part within a second."""
        now = await self._buckets()
        counts = sorted((bound, count - self.before.get(bound, 0)) for bound, count in now.items())
        total = counts[-1][1] if counts else 0
        if total <= 0:
            return None
        within = max((count for bound, count in counts if bound <= 1), default=0)
        return {
            "entries": total, **{f"p{part}_ms": _milliseconds(counts, part / 100) for part in (50, 95, 99)},
            "within_1_s_percent": round(within / total * 100, 2),
        }

    async def _buckets(self):
        text = await asyncio.to_thread(self._read)
        buckets = {}
        for line in text.splitlines():
            if line.startswith(NAME):
                bound = line[line.index('le="') + 4:]
                buckets[float(bound[:bound.index('"')].replace("+Inf", "inf"))] = int(float(line.split()[-1]))
        return buckets

    def _read(self):
        with urllib.request.urlopen(self.url, timeout=30) as answer:
            return answer.read().decode()


def _milliseconds(counts, part):
    rank, lower, passed = counts[-1][1] * part, 0.0, 0
    for bound, count in counts:
        if count >= rank:
            if bound == float("inf"):
                return None  # beyond the last bound
            return round((lower + (bound - lower) * (rank - passed) / max(1, count - passed)) * 1000, 1)
        lower, passed = bound, count
    return None
