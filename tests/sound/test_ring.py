"""The ring: nothing is lost, doubled or altered, wherever reader and writer stand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reorigin_desktop.sound.ring import OwnCounters, Ring


def block(first: int, frames: int) -> np.ndarray:
    return np.repeat(np.arange(first, first + frames, dtype=np.float32)[:, np.newaxis], 2, axis=1)


@given(st.lists(st.tuples(st.integers(0, 64), st.integers(0, 64)), max_size=60), st.integers(0, 10_000))
def test_what_goes_in_comes_out(steps: list[tuple[int, int]], begin: int):
    """In order and whole, over any number of turns of the memory."""
    ring = Ring(64)
    ring.rewind(begin)
    read: list[float] = []
    for write, take in steps:
        ring.append(block(ring.write, min(write, 64 - ring.queued)))
        out = np.full((take, 2), np.nan, dtype=np.float32)
        frames = ring.take(out)
        read.extend(out[:frames, 0])
        assert (out[frames:] == 0).all()
        assert ring.write - ring.read == ring.queued <= 64
    assert read == list(range(begin, begin + len(read)))


def test_a_full_ring_takes_no_more():
    """The mixer must look first: overwriting what was not taken would be heard."""
    ring = Ring(64)
    ring.append(block(0, 60))
    with pytest.raises(ValueError, match="no room"):
        ring.append(block(60, 5))
    with pytest.raises(ValueError, match="power of two"):
        Ring(65)


def test_revising_begins_one_block_and_a_guard_ahead_of_the_reader():
    """What the reader may have on its way is left alone; the rest is new."""
    ring = Ring(4096)
    ring.append(block(0, 3000))
    ring.skip(100)
    start = ring.revise(lambda out, at: out.__setitem__(slice(None), -1.0), reader_frames=512)
    assert start == 100 + 512 + 256
    out = np.zeros((2900, 2), dtype=np.float32)
    assert ring.take(out) == 2900
    assert (out[: start - 100, 0] == np.arange(100, start)).all()
    assert (out[start - 100 :] == -1).all()


def test_an_overtaken_revision_is_done_again_further_ahead():
    """While the rendering is slow, the reader goes on; no frame of a late rendering is ever taken."""
    ring = Ring(8192)
    ring.append(block(0, 8000))
    starts: list[int] = []
    taken: list[np.ndarray] = []

    def slow(out: np.ndarray, at: int) -> None:
        out[:] = -1.0
        starts.append(at)
        if len(starts) < 3:
            taken.append(np.zeros((600 * len(starts), 2), dtype=np.float32))
            ring.take(taken[-1])

    start = ring.revise(slow, reader_frames=256)
    assert ring.late == 2
    assert starts == [512, 600 + 256 + 600 + 256, 1800 + 256 + 2 * (600 + 256)]
    assert start == starts[-1]
    rest = np.zeros((8192, 2), dtype=np.float32)
    frames = ring.take(rest)
    heard = np.concatenate([*taken, rest[:frames]])[:, 0]
    assert (heard[:start] == np.arange(start)).all()
    assert (heard[start:] == -1).all()


def test_a_revision_that_is_always_late_goes_behind_the_end():
    """There nothing can be too late."""
    ring = Ring(8192)
    ring.append(block(0, 4000))

    def far_too_slow(out: np.ndarray, at: int) -> None:
        ring.skip(4000)

    start = ring.revise(far_too_slow, reader_frames=256)
    assert start == 4000


def test_a_late_revision_gives_up_before_the_queue_runs_dry():
    """Rather a late answer than a gap."""
    ring = Ring(8192)
    ring.append(block(0, 8000))
    starts: list[int] = []

    def slow(out: np.ndarray, at: int) -> None:
        starts.append(at)
        ring.skip(4100 if len(starts) == 1 else 0)

    assert ring.revise(slow, reader_frames=256, keep_frames=4000) == 8000
    assert starts == [512, 8000]


def test_counters_move_house_with_the_ring():
    """A new output counts on where the old one stood, and the old one moves nothing any more."""
    ring = Ring(64)
    ring.append(block(0, 40))
    first = OwnCounters()
    ring.attach(first)
    ring.skip(30)
    assert first.readIndex == 30
    ring.detach()
    first.readIndex = 35
    assert ring.read == 30
    ring.append(block(40, 50))
    assert ring.write == 90
    assert first.writeIndex == 40
