"""What the narration's processing does, in numbers, stage by stage: `python bench/narration.py` (needs festival).

Balance: third-octave levels against the standard speech spectrum of ANSI S3.5-1997 (normal effort). Buzz: kurtosis of
voiced 50 ms stretches; noise has 3, pulses have more. Sibilance: the loudest 5 % of 5-11.5 kHz against the voice.
"""

from __future__ import annotations

import itertools
import shutil

import numpy as np
import numpy.typing as npt

from reorigin_desktop import paths
from reorigin_desktop.frames import RATE_HZ
from reorigin_desktop.sound.levels import loudness_lufs, true_peak_dbtp
from reorigin_desktop.voice import festival, polish, speech
from reorigin_desktop.voice.shelf import shipped_takes

Samples = npt.NDArray[np.floating]

EDGES_HZ = (100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400, 5300,
            6400, 7700, 9500)  # fmt: skip
SPEECH_DB = (31.44, 34.75, 34.14, 34.58, 33.17, 30.64, 27.59, 25.01, 23.52, 22.28, 20.15, 18.29, 16.37, 13.80, 12.21,
             11.09, 9.33, 5.84, 3.47, 1.78, -0.14)  # fmt: skip


def spectra(samples: Samples, size: int) -> npt.NDArray[np.float64]:
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::size]
    return np.abs(np.fft.rfft(frames * np.hanning(size), axis=1)) ** 2


def imbalance_db(samples: Samples) -> npt.NDArray[np.float64]:
    power = spectra(samples, 2048)
    voiced = power[power.sum(axis=1) > power.sum(axis=1).max() * 1e-4].mean(axis=0)
    at_hz = np.fft.rfftfreq(2048, 1 / RATE_HZ)
    bands = itertools.pairwise(EDGES_HZ)
    levels = np.array([10 * np.log10(voiced[(at_hz >= low) & (at_hz < high)].mean()) for low, high in bands])
    apart = levels - np.array(SPEECH_DB)
    return np.asarray(apart - apart[1:14].mean())


def tilt_db_per_octave(samples: Samples) -> float:
    power = spectra(samples, 2048).mean(axis=0)
    at_hz = np.fft.rfftfreq(2048, 1 / RATE_HZ)
    used = (at_hz > 500) & (at_hz < 8000)
    return float(np.polyfit(np.log2(at_hz[used]), 10 * np.log10(power[used]), 1)[0])


def buzz(samples: Samples, low_hz: float, high_hz: float) -> float:
    size = 1 << len(samples).bit_length()
    spectrum, at_hz = np.fft.rfft(samples, size), np.fft.rfftfreq(size, 1 / RATE_HZ)

    def band(low: float, high: float) -> npt.NDArray[np.float64]:
        shape = 1 / (1 + np.exp(-(at_hz - low) / 80)) / (1 + np.exp(np.minimum((at_hz - high) / 80, 500)))
        whole = np.fft.irfft(spectrum * shape, size)[: len(samples)]
        return np.asarray(whole[: len(whole) // 2400 * 2400].reshape(-1, 2400))

    high, body = band(low_hz, high_hz), band(100, 900)
    high_power, body_power = (high**2).mean(axis=1), (body**2).mean(axis=1)
    voiced = (body_power > body_power.max() * 0.02) & (high_power > high_power.max() * 1e-5)
    stretch = high[voiced & (high_power < body_power * 0.05)]
    return float(np.median((stretch**4).mean(axis=1) / (stretch**2).mean(axis=1) ** 2))


def sibilance_db(samples: Samples) -> float:
    power = spectra(samples, 1024)
    at_hz = np.fft.rfftfreq(1024, 1 / RATE_HZ)
    hiss, all_of_it = power[:, (at_hz > 5000) & (at_hz < 11_500)].sum(axis=1), power.sum(axis=1)
    voice = all_of_it[all_of_it > all_of_it.max() / 316].mean()
    return float(10 * np.log10(np.sort(hiss)[-max(1, len(hiss) // 20) :].mean() / voice))


def main() -> None:
    if shutil.which("festival") is None:
        print("festival is not installed: nothing measured (apt install festival festvox-us-slt-hts)")
        return
    folders = sorted(path for path in (paths.bundled("audio") / "narration").iterdir() if path.is_dir())
    texts = [take.text for folder in folders for take in shipped_takes(folder).values()][::2]
    stage = [speech.trimmed(samples) for samples in festival.speak([(text, 90.0) for text in texts])]
    stages = {"festival": stage}
    for step in (polish.balanced, polish.softer_pulses, polish.softer_s, polish.in_a_room):
        stage = [step(samples) for samples in stage]
        stages[step.__name__] = stage
    stages["levelled"] = speech.levelled([speech.trimmed(samples) for samples in stage])
    print("bands Hz", *EDGES_HZ[:-1])
    for name, phrases in stages.items():
        whole = np.concatenate(phrases).astype(np.float64)
        apart = imbalance_db(whole)
        print(
            f"{name:14} apart dB", *(f"{value:+.1f}" for value in apart), f"| rms {np.sqrt((apart**2).mean()):.2f} dB"
        )
        print(
            f"{'':14} tilt {tilt_db_per_octave(whole):.1f} dB/octave, kurtosis 2-4 kHz {buzz(whole, 2000, 4000):.2f}, "
            f"4-8 kHz {buzz(whole, 4000, 8000):.2f}, sibilance {sibilance_db(whole):.1f} dB"
        )
    alone = [loudness_lufs(samples) for samples in stages["levelled"]]
    peak_dbtp = max(true_peak_dbtp(samples) for samples in stages["levelled"])
    print(f"phrases {np.min(alone):.1f} to {np.max(alone):.1f} LUFS, true peak {peak_dbtp:.2f} dBTP")
    seconds = sum(np.ptp(speech.voiced_span(samples)) for samples in stages["festival"]) / RATE_HZ
    print(f"{sum(len(text.split()) for text in texts) / seconds * 60:.0f} words a minute inside phrases")
    room = polish.room()
    print(f"direct to reflected sound {-10 * np.log10((room[1:] ** 2).sum()):.1f} dB")


if __name__ == "__main__":
    main()
