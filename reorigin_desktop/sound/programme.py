"""What can be played: anything that fills any block of its frames, the same way every time."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""Stereo samples, (frames, 2), float32, C-contiguous, 48,000 frames a second."""


class Programme(Protocol):
    """A pure function from frame numbers to stereo samples; beyond its end it is silent."""

    @property
    def frames(self) -> int:
        """Length in frames."""

    def render(self, out: Samples, start_frame: int) -> None:
        """Fill all of `out`, shape (n, 2), with the frames from `start_frame` on."""
