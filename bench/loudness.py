"""Our loudness and true peak beside ffmpeg's ebur128, on every shipped bed: `python -m bench.loudness`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import numpy as np

from reorigin_desktop.paths import bundled
from reorigin_desktop.sound.decode import load_sound
from reorigin_desktop.sound.levels import loudness_lufs, true_peak_dbtp


def main() -> int:
    if not shutil.which("ffmpeg"):
        print("ffmpeg is not installed: nothing to compare with.")
        return 0
    worst = 0.0
    print(f"{'bed':<10}{'ours':>9}{'ffmpeg':>9}   LUFS {'ours':>9}{'ffmpeg':>9}   dBTP")
    for path in sorted((bundled("audio") / "beds").glob("*.ogg")):
        sound = load_sound(path)
        samples = np.empty((sound.frames, 2), np.float32)
        sound.read(0, samples)
        command = ["ffmpeg", "-nostdin", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        theirs = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1])
        their_peak = float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", said)[-1])
        ours, our_peak = loudness_lufs(samples), true_peak_dbtp(samples)
        worst = max(worst, abs(ours - theirs))
        print(f"{path.stem:<10}{ours:9.2f}{theirs:9.2f}        {our_peak:9.2f}{their_peak:9.2f}")
    print(f"largest difference {worst:.2f} LU (ffmpeg prints one decimal)")
    return 0 if worst <= 0.1 else 1


if __name__ == "__main__":
    sys.exit(main())
