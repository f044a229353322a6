"""Stops and starts a service that `./dev` has started."""
import os
import pathlib
import signal
import subprocess
import time
import urllib.request


class Service:
    """A role's process, found by its pid file; started again it has the same program, folder and environment."""

    def __init__(self, folder, role, url, log):
        self.pid_file = pathlib.Path(folder, f"{role}.pid")
        self.url, self.log = url, log
        process = pathlib.Path("/proc", str(self.pid))
        self.command = process.joinpath("cmdline").read_bytes().rstrip(b"\0").split(b"\0")
        self.program = os.readlink(process / "exe")
        self.folder = os.readlink(process / "cwd")
        variables = process.joinpath("environ").read_bytes().rstrip(b"\0").split(b"\0")
        self.environment = dict(variable.split(b"=", 1) for variable in variables)

    @property
    def pid(self):
        return int(self.pid_file.read_text())

    def stop(self, limit=30):
        """Asks it to end, and waits."""
        pid = self.pid
        os.kill(pid, signal.SIGTERM)
        _wait(lambda: not pathlib.Path("/proc", str(pid)).exists() or _is_zombie(pid), limit, "did not stop")

    def start(self, limit=60):
        """Starts it and waits until it says that it is ready."""
        with open(self.log, "ab") as log:
            process = subprocess.Popen(self.command, executable=self.program, cwd=self.folder, env=self.environment,
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.pid_file.write_text(f"{process.pid}\n")
        _wait(self._is_ready, limit, "did not become ready")

    def _is_ready(self):
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False


def _is_zombie(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
    return text[text.rindex(")") + 2] == "Z"


def _wait(condition, limit, failure):
    deadline = time.time() + limit
    while not condition():
        if time.time() > deadline:
            raise RuntimeError(f"the monitor {failure} within {limit} s")
        time.sleep(0.05)
