"""CPU seconds and memory of each service and server, from /proc."""
import os
import pathlib
import platform

TICKS = os.sysconf("SC_CLK_TCK")
ROLES = ("client", "supplier", "monitor", "postgresql", "rabbitmq")


def _stat(pid):
    """The parent's id and the CPU seconds of a process and of its children that have ended; no seconds of one that has
    ended itself, because sooner or later nobody knows of it any more."""
    text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    # The name, in parentheses, may itself contain anything.
    fields = text[text.rindex(")") + 2:].split()
    seconds = 0 if fields[0] == "Z" else sum(int(field) for field in fields[11:15]) / TICKS
    return int(fields[1]), seconds


def _kilobytes(path, key):
    """The sum of a key's values; 0 when the process has ended or may not be looked at."""
    try:
        lines = pathlib.Path(path).read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(key + ":"))


class Meter:
    """Reads the processes whose ids stand in a folder of pid files, one for each role, with their descendants."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.shared_peak = 0

    @property
    def roots(self):
        return {role: int((self.folder / f"{role}.pid").read_text()) for role in ROLES}

    def _trees(self):
        parents, seconds = {}, {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    parents[int(name)], seconds[int(name)] = _stat(int(name))
                except OSError:
                    continue
        trees = {role: [pid] for role, pid in self.roots.items()}
        for tree in trees.values():
            for pid in tree:  # grows while it is walked
                tree += [child for child, parent in parents.items() if parent == pid]
        return trees, seconds

    def processes(self):
        """Their ids, by role."""
        return self._trees()[0]

    def cpu_seconds(self):
        """By role, since each process began. The driver is this program."""
        trees, seconds = self._trees()
        used = {role: sum(seconds.get(pid, 0) for pid in tree) for role, tree in trees.items()}
        times = os.times()
        return {**used, "driver": times.user + times.system}

    def sample(self):
        """Notes how much memory PostgreSQL has now: its processes share most of it, so each page is counted in parts."""
        tree = self._trees()[0]["postgresql"]
        self.shared_peak = max(
            self.shared_peak, sum(_kilobytes(f"/proc/{pid}/smaps_rollup", "Pss") for pid in tree))

    def peak_memory(self):
        """Megabytes by role: the highest resident size that the kernel has seen, PostgreSQL's from samples."""
        trees, _ = self._trees()
        peaks = {role: max(_kilobytes(f"/proc/{pid}/status", "VmHWM") for pid in tree)
                 for role, tree in trees.items()}
        peaks["postgresql"] = self.shared_peak
        return {role: round(peak / 1024) for role, peak in peaks.items()}


def machine():
    """What to compare figures by."""
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
                  if line.startswith("model name")), platform.machine())
    memory = _kilobytes("/proc/meminfo", "MemTotal")
    return {"cpus": os.cpu_count(), "cpu": model, "memory_gb": round(memory / 1024 ** 2),
            "kernel": platform.release()}
