"""Two samples held against each other."""
import numpy as np
from scipy import stats

import inputs


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


KINDS = {"medianDifferences": median_difference}
