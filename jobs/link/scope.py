"""Limits which pairs of photos may be linked, by distance in time and place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats64
from photograph.quantities import EARTH_RADIUS


@dataclass(frozen=True)
class LinkScope:
    """The greatest distance in time and place of a linked pair; None is no limit.

    Parameters
    ----------
    within: seconds between the times of the cameras' clocks.
    radius: metres.
    keep_missing: whether a photo without time or place may be linked to any other.
    """

    within: float | None = None
    radius: float | None = None
    keep_missing: bool = False


@dataclass(frozen=True)
class TimesAndPlaces:
    """When and where photos were taken, float64 [photos] each, NaN where unknown.

    Parameters
    ----------
    seconds: since 1970 by the camera's clock.
    latitude, longitude: WGS-84 degrees.
    """

    seconds: Floats64
    latitude: Floats64
    longitude: Floats64


def missing(places: TimesAndPlaces, scope: LinkScope) -> npt.NDArray[np.bool_]:
    """Which photos lack the time or place that the scope needs, bool [photos]."""
    lacking = np.zeros(len(places.seconds), bool)
    if scope.within is not None:
        lacking |= np.isnan(places.seconds)
    if scope.radius is not None:
        lacking |= np.isnan(places.latitude) | np.isnan(places.longitude)
    return lacking


def fitting(places: TimesAndPlaces, scope: LinkScope, index: int) -> npt.NDArray[np.bool_]:
    """Which photos may be linked to this photo, bool [photos]."""
    fits = np.ones(len(places.seconds), bool)
    with np.errstate(invalid="ignore"):  # comparing NaN is false, as it should be
        if scope.within is not None:
            apart = np.abs(places.seconds - places.seconds[index])
            fits &= (apart <= scope.within) | (np.isnan(apart) & scope.keep_missing)
        if scope.radius is not None:
            metres = _distances(places, index)
            fits &= (metres <= scope.radius) | (np.isnan(metres) & scope.keep_missing)
    return fits


def _distances(places: TimesAndPlaces, index: int) -> Floats64:
    """Great-circle distances in metres, by the haversine formula."""
    latitude, longitude = np.radians(places.latitude), np.radians(places.longitude)
    across = np.sin((longitude - longitude[index]) / 2) ** 2
    along = np.sin((latitude - latitude[index]) / 2) ** 2
    chord = along + np.cos(latitude) * np.cos(latitude[index]) * across
    metres: Floats64 = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
    return metres
