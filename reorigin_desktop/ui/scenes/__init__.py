"""What lies behind the breath: small painted fields, each a function of time, fullness, size and theme.

The painters need numpy, so they are only imported when the first field is asked for, after the first frame.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

SCENES = ("aurora", "water", "field", "night", "plain")
"""The names of the scenes, in the order in which they are offered."""

FIELD_WIDTH = 200
"""Width of a field in points; it is enlarged smoothly, so more would cost time and show nothing."""


def known(name: str) -> str:
    """The scene of this name, or aurora when a script or a settings file names one that does not exist."""
    return name if name in SCENES else SCENES[0]


def paint_field(
    name: str,
    time_s: float,
    fullness: float,
    size: tuple[int, int],
    *,
    dark: bool,
    light: tuple[float, float, float, str, float] | None = None,
) -> NDArray[uint8]:
    """The scene at a moment as (height, width, 4) bytes in the order blue, green, red, 255.

    A pure function: the same moment gives the same bytes. `fullness` (0 to 1) lifts the light by a few hundredths.
    `light` is a soft light laid over it: x and y of its middle and its reach, all as shares of the width, then its
    colour and strength.
    """
    from reorigin_desktop.ui.scenes.grid import finished, light_up

    painter: Any = import_module(f"reorigin_desktop.ui.scenes.{known(name)}")
    field = painter.paint(time_s, size, dark=dark)
    if light is not None:
        light_up(field, light)
    return finished(field, fullness, dark=dark)
