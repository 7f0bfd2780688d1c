"""The eight shipped beds, made from nothing but numbers; `python -m reorigin_desktop.sound.beds DIR` writes them."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np

from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.beds_nature import rain, shore, stream, wind
from reorigin_desktop.sound.beds_tonal import drone, pad
from reorigin_desktop.sound.levels import BED_LUFS, gain_of_db, loudness_lufs
from reorigin_desktop.sound.noise_ring import Ring, band, slow, wide_noise
from reorigin_desktop.sound.ogg import fix_serial_number
from reorigin_desktop.sound.programme import Samples

BED_S = 128
"""Two minutes and a little: long enough that no wave is known again."""
_PLACES_TRIED = 32
_TRIED_FRAMES = 24 * 2048
_BEST_STEP = 0.8
_WRITTEN_AT_ONCE = RATE_HZ // 2
"""libvorbis puts a whole call on its stack: a minute at once ends the process."""


def brown(frames: int, dice: np.random.Generator) -> Ring:
    """Deep, soft noise, like a far waterfall."""
    return _steady(wide_noise(frames, band(45, 5000, -6.0206), dice, 0.8), dice)


def pink(frames: int, dice: np.random.Generator) -> Ring:
    """Even noise, all octaves alike, its top rounded off."""
    return _steady(wide_noise(frames, band(45, 9000, -3.0103), dice, 0.8), dice)


def _steady(ring: Ring, dice: np.random.Generator) -> Ring:
    """Noise that is alive, just."""
    return np.asarray(ring * (1.0 + 0.07 * slow(len(ring), 0.1, dice))[:, None])


_MAKERS: dict[str, tuple[int, Callable[[int, np.random.Generator], Ring]]] = {
    "brown": (11, brown),
    "drone": (12, drone),
    "pad": (13, pad),
    "pink": (14, pink),
    "rain": (15, rain),
    "shore": (16, shore),
    "stream": (17, stream),
    "wind": (18, wind),
}
BED_NAMES = tuple(_MAKERS)


def bed(name: str, seconds: int = BED_S) -> Samples:
    """One round of a bed, (frames, 2), at -26 LUFS; its end goes on at its beginning, made anew it is the same."""
    seed, make = _MAKERS[name]
    samples = make(seconds * RATE_HZ, np.random.default_rng(seed)).astype(np.float32)
    twice = np.concatenate([samples, samples[: 3 * RATE_HZ]])
    samples *= np.float32(gain_of_db(round(BED_LUFS - loudness_lufs(twice), 2)))
    return samples


def write_bed(name: str, folder: Path) -> Path:
    """Write one bed as Ogg Vorbis, the same bytes each time."""
    path = folder / f"{name}.ogg"
    path.write_bytes(_encoded(opened(bed(name))))
    fix_serial_number(path)
    return path


def opened(ring: Samples) -> Samples:
    """A ring cut open where the encoder does it the least harm.

    On a ring every place is as good as another, but the encoder is a little less exact at both ends of a file: among
    the calmest places the one is taken whose ends, encoded, join best.
    """
    rated = []
    for place in _calm_places(ring):
        beginning = np.take(ring, np.arange(place, place + _TRIED_FRAMES), axis=0, mode="wrap")
        ending = np.take(ring, np.arange(place - _TRIED_FRAMES, place), axis=0, mode="wrap")
        step = join_step(_decoded(_encoded(ending)), _decoded(_encoded(beginning)))
        rated.append((step, place))
    for _, place in sorted(rated):
        turned = np.roll(ring, -place, axis=0)
        whole = _decoded(_encoded(turned))
        if join_step(whole, whole) <= _BEST_STEP:
            return turned
    return np.roll(ring, -min(rated)[1], axis=0)


def join_step(ending: Samples, beginning: Samples) -> float:
    """The step from the last frame of one to the first of the other, against the usual step around there."""
    around = np.concatenate([ending[-RATE_HZ // 10 :], beginning[: RATE_HZ // 10]])
    steps = np.abs(np.diff(around, axis=0)).max(axis=1)
    usual = float(np.sqrt(np.mean(np.square(steps))))
    return float(np.abs(beginning[0] - ending[-1]).max()) / usual


def _calm_places(ring: Samples) -> list[int]:
    """The quietest places of a ring, at least a tenth of a second apart."""
    hop = RATE_HZ // 100
    power = np.square(ring).sum(axis=1).reshape(-1, hop).sum(axis=1, dtype=np.float64)
    around = np.sum([np.roll(power, shift) for shift in range(-2, 3)], axis=0)
    places: list[int] = []
    for place in np.argsort(around, kind="stable").tolist():
        if all(abs(place - other) >= 10 for other in places):
            places.append(place)
        if len(places) == _PLACES_TRIED:
            break
    return [place * hop for place in places]


def _encoded(samples: Samples) -> bytes:
    import soundfile

    target = io.BytesIO()
    with soundfile.SoundFile(target, "w", RATE_HZ, 2, "VORBIS", format="OGG", compression_level=1.0) as file:
        for at in range(0, len(samples), _WRITTEN_AT_ONCE):
            file.write(samples[at : at + _WRITTEN_AT_ONCE])
    return target.getvalue()


def _decoded(encoded: bytes) -> Samples:
    import soundfile

    samples: Samples = soundfile.read(io.BytesIO(encoded), dtype="float32")[0]
    return samples


def main() -> None:
    """Write all beds, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m reorigin_desktop.sound.beds", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where to write them: audio/beds")
    parser.add_argument("names", nargs="*", choices=[*BED_NAMES, []], default=[], help="only these")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for name in chosen.names or BED_NAMES:
        print(write_bed(name, chosen.folder))


if __name__ == "__main__":
    main()
