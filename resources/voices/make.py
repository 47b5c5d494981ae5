"""Speaks `voices.toml` into the WAV files beside it: `python3 resources/voices/make.py`. For developers.

Needs Debian's espeak-ng and sox. 8 kHz µ-law, mono: what a telephone carries, an eighth of the size of music.
"""

import subprocess
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
WORDS_A_MINUTE = "155"


def speak(name: str, voice: str, text: str) -> Path:
    """The text as a telephone would carry it, with a breath before and after."""
    target = HERE / f"{name}.wav"
    spoken = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", WORDS_A_MINUTE, "--stdout", text], check=True, capture_output=True
    )
    shape = ["-r", "8000", "-c", "1", "-e", "u-law", "-b", "8"]
    effects = ["gain", "-9", "highpass", "250", "lowpass", "3400", "norm", "-6", "pad", "0.4", "0.6"]
    subprocess.run(["sox", "-D", "-t", "wav", "-", *shape, str(target), *effects], input=spoken.stdout, check=True)
    return target


def main() -> None:
    for voice in tomllib.loads((HERE / "voices.toml").read_text("utf-8"))["voices"]:
        speak(voice["name"], voice["voice"], voice["text"])


if __name__ == "__main__":
    main()
