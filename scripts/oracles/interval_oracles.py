"""Quantiles, moments, proportions and rates."""
import math

import numpy as np
import pandas as pd
from scipy import stats

import inputs


def quantile(random, greatest):
    probability = float(random.choice([0.5, 0.85, 0.95, random.uniform(0.02, 0.98)]))
    confidence = inputs.confidence(random)
    count = inputs.size(random, greatest)
    if random.random() < 0.3:
        # Just enough, where the interval cannot be shared equally.
        count = int(needed(probability, confidence) * random.uniform(0.95, 1.3)) + 1
    values = inputs.durations(random, count)
    ranks = enclosing_ranks(len(values), probability, confidence)
    ordered = np.sort(values)
    low, high = (ordered[ranks[0] - 1], ordered[ranks[1] - 1]) if ranks else (None, None)
    theirs = stats.quantile_test(values, p=probability).confidence_interval(confidence)
    # scipy shares what may be missed equally or gives up; where it does not give up it must be the same.
    if math.isfinite(theirs.low) and math.isfinite(theirs.high):
        assert (theirs.low, theirs.high) == (low, high), (theirs, low, high)
    series = pd.Series(values)
    return {
        "values": values, "probability": probability, "confidence": confidence,
        "value": np.quantile(values, probability, method="linear"), "low": low, "high": high,
        "needed": needed(probability, confidence), "sum": math.fsum(values), "mean": series.mean(),
        "minimum": series.min(), "maximum": series.max(),
    }


def enclosing_ranks(count, p, confidence):
    """By trying every rank with scipy's binomial distribution; see QuantileRanks.swift."""
    missed = 1 - confidence
    ranks = np.arange(1, count + 1)
    below, above = stats.binom.cdf(ranks - 1, count, p), stats.binom.sf(ranks - 1, count, p)
    if below[0] + above[-1] > missed:
        return None
    lower_share = missed - above[-1] if above[-1] > missed / 2 else missed / 2
    upper_share = missed - below[0] if below[0] > missed / 2 else missed / 2
    lower, upper = ranks[below <= lower_share], ranks[above <= upper_share]
    return int(lower[-1]) if len(lower) else 1, int(upper[0]) if len(upper) else count


def needed(p, confidence):
    count = 1
    while stats.binom.pmf(0, count, p) + stats.binom.pmf(count, count, p) > 1 - confidence:
        count += 1
    return count


def proportion(random, greatest):
    trials = inputs.size(random, greatest * 1000)
    hits = int(random.binomial(trials, random.choice([0, 0.01, random.random(), 1])))
    confidence = inputs.confidence(random)
    wilson = stats.binomtest(hits, trials).proportion_ci(confidence, method="wilson")
    return {"hits": hits, "trials": trials, "confidence": confidence, "wilson": [wilson.low, wilson.high]}


def rate(random, greatest):
    count = int(random.choice([0, 1, inputs.size(random, greatest), inputs.size(random, greatest * 3000)]))
    exposure, confidence = float(random.uniform(0.1, 100)), inputs.confidence(random)
    tail = (1 - confidence) / 2
    return {
        "count": count, "exposure": exposure, "confidence": confidence,
        "low": stats.chi2.ppf(tail, 2 * count) / 2 / exposure if count else 0.0,
        "high": stats.chi2.isf(tail, 2 * count + 2) / 2 / exposure,
    }


KINDS = {"quantiles": quantile, "proportions": proportion, "rates": rate}
