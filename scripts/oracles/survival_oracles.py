"""Kaplan–Meier, Aalen–Johansen and the log-rank test."""
import numpy as np
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.statistics import logrank_test
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff

import inputs


def survival(random, greatest):
    entries, exits, ended = inputs.lifetimes(random, inputs.size(random, greatest, 3), random.random() < 0.4)
    confidence = inputs.confidence(random)
    curve = fitted(entries, exits, ended, confidence)
    age = float(random.uniform(0, 0.8) * exits[ended].max())
    older = exits > age
    conditional = fitted(np.maximum(entries, age)[older], exits[older], ended[older], confidence)
    probability = float(random.uniform(0.05, 0.95))
    return {
        "entries": entries, "exits": exits, "ended": ended, "confidence": confidence,
        "ages": curve["ages"], "survival": curve["survival"], "low": curve["low"], "high": curve["high"],
        "errors": standard_errors(entries, exits, ended),
        "probability": probability, **reached(curve, probability),
        "age": age, "conditionalAges": conditional["ages"], "conditionalSurvival": conditional["survival"],
        "conditionalLow": conditional["low"], "conditionalHigh": conditional["high"],
    }


def fitted(entries, exits, ended, confidence):
    """lifelines' curve at the ages at which something ended; its bands where they are defined."""
    fitter = KaplanMeierFitter(alpha=1 - confidence).fit(exits, ended, entry=entries)
    table = fitter.event_table[fitter.event_table["observed"] > 0]
    survival = fitter.survival_function_.loc[table.index].iloc[:, 0].to_numpy()
    bands = fitter.confidence_interval_.loc[table.index].to_numpy()
    # lifelines fills what is not defined at S = 0 with numbers.
    bands[survival <= 0] = np.nan
    return {
        "ages": table.index.to_numpy(), "survival": survival, "low": bands[:, 0], "high": bands[:, 1],
    }


def standard_errors(entries, exits, ended):
    """By statsmodels, which needs all entries to be before the exits and later than everybody's beginning."""
    known = SurvfuncRight(exits, ended.astype(float), entry=np.where(entries > 0, entries, -1))
    return np.where(known.surv_prob > 0, known.surv_prob_se, np.nan)


def reached(curve, probability):
    """The first ages at which the curve and its bands are down to 1 − probability."""
    def first(levels):
        places = np.flatnonzero(levels <= 1 - probability)
        return curve["ages"][places[0]] if len(places) else None
    return {
        "quantile": first(curve["survival"]),
        "from": first(np.where(curve["survival"] > 0, curve["low"], 0)),
        "to": first(np.where(curve["survival"] > 0, curve["high"], 1)),
    }


def competing(random, greatest):
    """By statsmodels where outcomes are tied, which lifelines jitters, and by lifelines where entries are late."""
    ties = random.random() < 0.5
    entries, exits, ended = inputs.lifetimes(random, inputs.size(random, greatest, 5), ties, late=not ties)
    if not ties:
        exits = exits + random.uniform(0, 1e-3, size=len(exits))
    outcomes = np.where(ended, random.integers(1, 4, size=len(exits)), 0)
    ages = np.unique(exits[ended])
    case = {"entries": entries, "exits": exits, "outcomes": outcomes - 1, "ages": ages, "confidence": 0.95}
    if ties:
        known = CumIncidenceRight(exits, outcomes)
        at = np.searchsorted(known.times, ages)
        curves = [(known.cinc[k][at], known.cinc_se[k][at]**2) if k < len(known.cinc) else (0 * ages, 0 * ages) for k in range(3)]
        low = high = None
    else:
        curves, low, high = [], [], []
        for outcome in (1, 2, 3):
            if not (outcomes == outcome).any():
                curves.append((0 * ages, 0 * ages))
                low.append(np.full(len(ages), np.nan))
                high.append(np.full(len(ages), np.nan))
                continue
            fitter = AalenJohansenFitter().fit(exits, outcomes, event_of_interest=outcome, entry=entries)
            incidence = fitter.cumulative_density_.loc[ages].iloc[:, 0].to_numpy()
            curves.append((incidence, fitter.variance_.loc[ages].to_numpy()))
            bands = fitter.confidence_interval_.loc[ages].to_numpy()
            bands[(incidence <= 0) | (incidence >= 1 - 1e-9)] = np.nan
            # lifelines names the bands the wrong way round.
            low.append(np.nanmin(bands, axis=1))
            high.append(np.nanmax(bands, axis=1))
    return {**case, "incidence": [c[0] for c in curves], "variance": [c[1] for c in curves], "low": low, "high": high}


def log_rank(random, greatest):
    late = random.random() < 0.5
    groups = [inputs.lifetimes(random, inputs.size(random, greatest, 5), late=late) for _ in range(2)]
    (e1, x1, d1), (e2, x2, d2) = groups
    if late:
        entries = np.concatenate((e1, e2))
        statistic, p = survdiff(
            np.concatenate((x1, x2)), np.concatenate((d1, d2)).astype(float), np.repeat([0, 1], [len(x1), len(x2)]),
            entry=np.where(entries > 0, entries, -1))
    else:
        result = logrank_test(x1, x2, d1, d2)
        statistic, p = result.test_statistic, result.p_value
    return {
        "first": {"entries": e1, "exits": x1, "ended": d1}, "second": {"entries": e2, "exits": x2, "ended": d2},
        "statistic": statistic, "p": p,
    }


KINDS = {"survivals": survival, "competing": competing, "logRanks": log_rank}
