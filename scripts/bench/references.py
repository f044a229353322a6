"""Other implementations of the same exchange, run beside ours on the same machine.

The folder DUET_BENCH_REFERENCES holds `servers.sh start|stop|env`, which runs servers of their own, and for each
reference `peer_NAME.py --n N --concurrency C`, which prints one JSON line with `orders_per_s`.
DUET_BENCH_REFERENCES_PYTHON is the Python that has their packages.
"""
import json
import os
import pathlib
import shlex
import subprocess

from report import progress


def run(names, options, own_rate):
    folder = pathlib.Path(os.environ["DUET_BENCH_REFERENCES"])
    python = os.environ.get("DUET_BENCH_REFERENCES_PYTHON", "python3")
    servers = str(folder / "servers.sh")
    subprocess.run([servers, "start"], check=True, stdout=subprocess.DEVNULL)
    try:
        environment = {**os.environ, **_exports(servers)}
        return {name: _run_one(folder, python, name, options, environment, own_rate) for name in names}
    finally:
        subprocess.run([servers, "stop"], check=False, stdout=subprocess.DEVNULL)


def _exports(servers):
    text = subprocess.run([servers, "env"], check=True, capture_output=True, text=True).stdout
    return dict(word.split("=", 1) for word in shlex.split(text) if "=" in word)


def _run_one(folder, python, name, options, environment, own_rate):
    results = []
    for number in range(options.runs):
        progress(f"reference {name}, run {number + 1} of {options.runs}")
        run = subprocess.run(
            [python, str(folder / f"peer_{name}.py"), "--n", str(options.orders),
             "--concurrency", str(options.connections)], capture_output=True, text=True, env=environment)
        if run.returncode != 0:
            raise SystemExit(f"the reference {name} failed:\n{run.stderr.strip()[-2000:]}")
        results.append(json.loads(run.stdout.strip().splitlines()[-1]))
    results.sort(key=lambda result: result["orders_per_s"])
    middle = results[len(results) // 2]
    return {"orders_per_s": middle["orders_per_s"], "ratio": round(own_rate / middle["orders_per_s"], 1),
            "runs": [result["orders_per_s"] for result in results],
            "cpu_ms_per_order": middle.get("cpu_ms_per_order")}
