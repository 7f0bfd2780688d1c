"""Plain: an even, quiet ground, for those who want nothing behind the breath."""

from __future__ import annotations

import numpy as np

from reorigin_desktop.ui.scenes.grid import Plane, lay_over, points, ramp


def paint(time_s: float, size: tuple[int, int], *, dark: bool) -> Plane:
    """The ground, three planes (height, width); it does not change with time."""
    del time_s
    x, y = points(size)
    ground = ramp(size, ((0, "#0d1524"), (1, "#152338")) if dark else ((0, "#f4f1ea"), (1, "#efe6dc")))
    far = ((x - np.float32(0.5)) / np.float32(0.62)) ** 2 + ((y - np.float32(0.42)) / np.float32(0.72)) ** 2
    field = ground
    lay_over(field, "#22385a" if dark else "#fdfaf5", np.float32(0.75) * np.exp(-far))
    return field
