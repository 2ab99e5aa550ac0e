"""The outlines of vessels."""

import math
from itertools import pairwise

from ..pen import Point

Profile = tuple[Point, ...]
PROFILES = {
    # Radius at heights from the lip (0) to the foot (1), both in heights of the vessel.
    "meiping": ((0, 0.075), (0.035, 0.058), (0.075, 0.062), (0.27, 0.262), (0.8, 0.13), (1, 0.155)),
    "bottle": ((0, 0.085), (0.04, 0.05), (0.4, 0.058), (0.74, 0.245), (0.95, 0.15), (1, 0.155)),
    "gourd": ((0, 0.05), (0.06, 0.05), (0.27, 0.165), (0.44, 0.085), (0.74, 0.265), (0.96, 0.15), (1, 0.15)),
    "jar": ((0, 0.15), (0.05, 0.135), (0.1, 0.145), (0.4, 0.36), (0.9, 0.17), (1, 0.18)),
    "hu": ((0, 0.135), (0.05, 0.115), (0.28, 0.11), (0.66, 0.3), (0.88, 0.17), (0.9, 0.165), (1, 0.2)),
    "amphora": ((0, 0.1), (0.04, 0.07), (0.2, 0.07), (0.38, 0.24), (0.9, 0.05), (1, 0.03)),
    "bowl": ((0, 0.62), (0.55, 0.5), (0.84, 0.2), (0.86, 0.2), (1, 0.24)),
    "goblet": ((0, 0.26), (0.3, 0.25), (0.5, 0.05), (0.85, 0.045), (1, 0.22)),
    "ewer": ((0, 0.1), (0.08, 0.075), (0.25, 0.07), (0.65, 0.29), (0.94, 0.15), (1, 0.17)),
    "cup": ((0, 0.42), (0.6, 0.38), (0.88, 0.2), (1, 0.24)),
    "tureen": (
        (0, 0.03),
        (0.1, 0.03),
        (0.14, 0.08),
        (0.34, 0.46),
        (0.38, 0.5),
        (0.8, 0.3),
        (0.9, 0.2),
        (1, 0.3),
    ),
}


def radius_at(profile: Profile, t: float) -> float:
    # Half a cosine between two knots keeps the profile free of corners.
    for (t0, r0), (t1, r1) in pairwise(profile):
        if t <= t1:
            return r0 + (r1 - r0) * (1 - math.cos(math.pi * (t - t0) / (t1 - t0))) / 2
    return profile[-1][1]


def outline(profile: Profile, height: float, start: float = 0, end: float = 1) -> list[Point]:
    """A vessel, or a band of it, around the origin."""
    steps = [start + (end - start) * n / 120 for n in range(121)]
    right = [(radius_at(profile, t) * height, (t - 0.5) * height) for t in steps]
    return right + [(-x, y) for x, y in reversed(right)]
