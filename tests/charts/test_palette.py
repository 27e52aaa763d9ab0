"""Colours that every eye tells apart, on paper too."""

from __future__ import annotations

import itertools
import math

import pytest

from titre.charts.palette import COLOURS, INK, PAPER, QUIET, ZERO, look

Rgb = tuple[float, ...]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
_SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _linear(colour: str) -> Rgb:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def _contrast(one: str, other: str) -> float:
    lights = [
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in map(_linear, (one, other))
    ]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _seen(colour: str, sight: str) -> Rgb:
    """Return a colour as it is seen, in the OKLab space, where distance is difference to the eye."""
    red, green, blue = (
        min(max(sum(part * factor for part, factor in zip(_linear(colour), row, strict=True)), 0), 1)
        for row in _SIGHTS[sight]
    )
    cones = [
        (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3),
        (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3),
        (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3),
    ]
    return tuple(
        sum(cone * factor for cone, factor in zip(cones, row, strict=True))
        for row in (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        )
    )


@pytest.mark.parametrize("sight", _SIGHTS)
def test_every_two_colours_differ(sight: str) -> None:
    for one, other in itertools.combinations(COLOURS, 2):
        assert math.dist(_seen(one, sight), _seen(other, sight)) > 0.1, (one, other)


def test_colours_stand_out_from_paper() -> None:
    assert all(_contrast(colour, PAPER) >= 3 for colour in (*COLOURS, ZERO))
    assert all(_contrast(colour, PAPER) >= 4.5 for colour in (INK, QUIET))


def test_neighbours_differ_without_colour() -> None:
    for index in range(40):
        assert look(index).dash != look(index + 1).dash
        assert look(index).shape != look(index + 1).shape
        assert look(index).filling != look(index + 1).filling
