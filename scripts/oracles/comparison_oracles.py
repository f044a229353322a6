"""Two samples held against each other, and what is drawn by chance."""
import numpy as np
from scipy import stats

import inputs


def mann_whitney(random, greatest):
    first, second = (inputs.durations(random, inputs.size(random, greatest, 3)) for _ in range(2))
    result = stats.mannwhitneyu(first, second, method="asymptotic")
    return {"first": first, "second": second, "u": result.statistic, "p": result.pvalue}


def median_difference(random, greatest):
    """Both resample by chance, so our ends must lie where scipy has 2.5 % ± 1 % and 97.5 % ± 1 % of its resamples."""
    first, second = (inputs.durations(random, inputs.size(random, greatest, 12)) for _ in range(2))
    result = stats.bootstrap(
        (first, second), lambda a, b, axis: np.median(b, axis=axis) - np.median(a, axis=axis),
        n_resamples=9_999, method="percentile", vectorized=True, rng=random)
    ends = np.quantile(result.bootstrap_distribution, [0.015, 0.035, 0.965, 0.985])
    return {
        "first": first, "second": second, "value": np.median(second) - np.median(first),
        "low": ends[:2], "high": ends[2:],
    }


def backlog(random, greatest):
    """The exact distribution, by convolution; ours is drawn, so its quantile belongs to a probability ± 2 %."""
    completed = random.poisson(random.uniform(0.5, 6), size=inputs.size(random, 60, 5))
    completed[0] += 1
    waiting = int(random.integers(1, greatest // 5 + 2))
    step = np.bincount(completed, minlength=1) / len(completed)
    left = np.array([1.0])
    done = []
    # `left` is how much is completed after k periods, as long as it is not all; what is cut off is done.
    while not done or done[-1] < 0.9999:
        left = np.convolve(left, step)[:waiting]
        done.append(1 - left.sum())
    done = np.array(done)
    probabilities = np.array([0.5, 0.85, 0.95])
    return {
        "completed": completed, "backlog": waiting, "probabilities": probabilities,
        "low": np.searchsorted(done, probabilities - 0.02) + 1, "high": np.searchsorted(done, probabilities + 0.02) + 1,
    }


KINDS = {"mannWhitneys": mann_whitney, "medianDifferences": median_difference, "backlogs": backlog}
