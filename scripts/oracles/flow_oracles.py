"""Control limits and Little's law, by pandas and numpy."""
import numpy as np
import pandas as pd

import inputs


def control_limits(random, greatest):
    values = pd.Series(random.normal(10, 2, size=inputs.size(random, greatest, 2)))
    ranges = values.diff().abs().dropna()
    return {
        "values": values.to_numpy(),
        "mean": [values.mean(), values.mean() - 2.66 * ranges.mean(), values.mean() + 2.66 * ranges.mean()],
        "median": [
            values.median(), values.median() - 3.145 * ranges.median(), values.median() + 3.145 * ranges.median()],
    }


def flow(random, greatest):
    """The average number present is the mean of the counts between any two moments, each as long as it lasts."""
    count = inputs.size(random, greatest, 3)
    arrivals = np.sort(random.uniform(0, 100, size=count))
    departures = arrivals + inputs.durations(random, count)
    departures[random.random(count) < 0.2] = np.inf
    begin, end = 20.0, 80.0
    moments = np.unique(np.clip(np.concatenate((arrivals, departures, [begin, end])), begin, end))
    present = [((arrivals <= t) & (departures > t)).sum() for t in moments[:-1]]
    left = (departures >= begin) & (departures < end)
    return {
        "arrivals": arrivals, "departures": departures, "begin": begin, "end": end,
        "averagePresent": np.average(present, weights=np.diff(moments)),
        "throughput": left.sum() / (end - begin),
        "averageStay": (departures - arrivals)[left].mean() if left.any() else None,
        "presentAtBegin": ((arrivals < begin) & (departures >= begin)).sum(),
        "presentAtEnd": ((arrivals < end) & (departures >= end)).sum(),
    }


KINDS = {"controlLimits": control_limits, "flows": flow}
