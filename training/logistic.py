"""Multinomial logistic regression over facts that are there or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

Row = tuple[set[str], int]
"""The facts of one example, and the number of its class."""


def fit(
    rows: Sequence[Row], classes: int, penalty: float, rarest: int, weights: np.ndarray | None = None
) -> tuple[list[str], np.ndarray]:
    """The facts that get weights, in order, and their weights (facts + 1, classes); the last row
    is the bias. `penalty` is that of squared weights, `rarest` the number of examples that a fact
    must have, `weights` (rows,) how much each example counts."""
    from scipy.optimize import minimize  # not needed to read what was learnt

    counts = Counter(fact for facts, _ in rows for fact in facts)
    names = sorted(fact for fact, count in counts.items() if count >= rarest)
    x = matrix(rows, names)
    y = np.array([number for _, number in rows])
    count = np.ones(len(rows)) if weights is None else weights

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(len(names) + 1, classes)
        scores = x @ table
        scores -= scores.max(1, keepdims=True)
        probabilities = np.exp(scores)
        probabilities /= probabilities.sum(1, keepdims=True)
        slope = probabilities.copy()
        slope[np.arange(len(y)), y] -= 1
        gradient = x.T @ (slope * count[:, None])
        gradient[:-1] += penalty * table[:-1]
        value = -(count * np.log(probabilities[np.arange(len(y)), y])).sum() + penalty / 2 * (table[:-1] ** 2).sum()
        return value, gradient.ravel()

    start = np.zeros((len(names) + 1) * classes)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return names, best.x.reshape(len(names) + 1, classes)


def matrix(rows: Sequence[Row], names: Sequence[str]) -> np.ndarray:
    """(rows, names + 1) of 0 and 1; the last column is 1."""
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = 1
    for i, (facts, _) in enumerate(rows):
        x[i, [place[f] for f in facts if f in place]] = 1
    return x


def macro_f1(found: np.ndarray, gold: np.ndarray) -> float:
    """The mean of the classes' F1, in per cent, over the classes that the gold has."""
    f1 = []
    for number in sorted(set(gold.tolist())):
        right = ((found == number) & (gold == number)).sum()
        f1.append(2 * right / ((found == number).sum() + (gold == number).sum()))
    return float(100 * np.mean(f1))
