#!/usr/bin/env python3
"""Random inputs by seed, and what numpy, scipy, pandas, lifelines and statsmodels make of them, as JSON for StatisticsTests.

    statistics_cases.py FILE [--seed N] [--cases N] [--size N]

Not named statistics.py: Python would then take it for its own module of that name.
"""
import argparse
import json
import math
import pathlib
import sys
import warnings
from importlib.metadata import version

import numpy as np

import comparison_oracles
import flow_oracles
import interval_oracles
import survival_oracles

ORACLES = ("numpy", "scipy", "pandas", "lifelines", "statsmodels")


def plain(value):
    """For JSON: Python's own types, and null for what is not a finite number."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    return value


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=pathlib.Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--cases", type=int, default=20, help="of each kind")
    options.add_argument("--size", type=int, default=300, help="of the greatest input")
    chosen = options.parse_args()
    # The oracles warn of what the cases are about: samples too small, variances that are not defined.
    warnings.simplefilter("ignore")
    random = np.random.default_rng(chosen.seed)
    kinds = {}
    for module in (interval_oracles, survival_oracles, comparison_oracles, flow_oracles):
        for kind, make in module.KINDS.items():
            kinds[kind] = [make(random, chosen.size) for _ in range(chosen.cases)]
    made = {
        "command": f"{pathlib.Path(sys.argv[0]).name} FILE --seed {chosen.seed} --cases {chosen.cases} --size {chosen.size}",
        "versions": {name: version(name) for name in ORACLES},
    }
    chosen.file.parent.mkdir(parents=True, exist_ok=True)
    chosen.file.write_text(json.dumps(plain({"made": made, **kinds}), separators=(",", ":")) + "\n")
    print(f"{chosen.file.name}: {sum(map(len, kinds.values()))} cases, seed {chosen.seed}")


if __name__ == "__main__":
    main()
