"""Random inputs that look like durations: skewed, positive, at times rounded so that there are ties."""
import numpy as np


def size(random, greatest, least=1):
    """Small sizes as often as great ones, because that is where the special cases are."""
    return int(round(np.exp(random.uniform(np.log(least), np.log(greatest)))))


def durations(random, count):
    values = random.lognormal(mean=random.uniform(0, 3), sigma=random.uniform(0.2, 1.5), size=count)
    return np.round(values, 1) if random.random() < 0.4 else values


def confidence(random):
    return float(random.choice([0.8, 0.9, 0.95, 0.99]))


def lifetimes(random, count, ties=False, late=True):
    """Entry, exit, and whether it ended; entries are never rounded, so that none equals an exit."""
    exits = durations(random, count)
    if ties:
        exits = np.round(exits) + 1
    ended = random.random(count) < random.uniform(0.4, 1)
    ended[random.integers(count)] = True
    entries = np.zeros(count)
    if late and random.random() < 0.6:
        # Most are seen from the beginning, or the curve falls to 0 at once.
        # The longest one is, because lifelines refuses data in which nobody is at risk for a while.
        are_late = random.random(count) < 0.4
        are_late[np.argmax(exits)] = False
        entries[are_late] = exits[are_late] * random.uniform(0.05, 0.95, size=are_late.sum())
    return entries, exits, ended
