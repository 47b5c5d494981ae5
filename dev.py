"""Everything a developer runs: `python3 dev.py demo | test | check | windows | bench | pin`. Standard library only.

Each command does its own set-up on a fresh machine: a virtual environment in .venv, the pinned packages, and on
Debian as root the system packages it needs; another user is told the one line to run. A second run starts at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHONS = ((3, 11), (3, 12))

APT_RUN = (
    "libglib2.0-0 libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libpulse0 libxrandr2 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1 fonts-wqy-microhei "
    "fonts-dejavu-core"
).split()
APT_TEST = (
    "xvfb xauth xdotool x11-apps pulseaudio pulseaudio-utils kamailio kamailio-tls-modules sip-tester baresip-core "
    "postgresql dbus dbus-x11 gnome-keyring mmdebstrap uidmap debian-archive-keyring util-linux sipvicious openssl "
    "dovecot-imapd dovecot-lmtpd postfix dnsmasq-base"
).split()
APT_WINDOWS = (
    "gcc-mingw-w64-x86-64-win32 mmdebstrap debian-archive-keyring util-linux xvfb pulseaudio pulseaudio-utils "
    "kamailio kamailio-tls-modules sip-tester baresip-core openssl"
).split()
APT_BENCH = (
    "linphone-cli linphone-desktop twinkle chromium openbox x11-utils libasound2-plugins isync offlineimap3"
).split()


def main(arguments: list[str]) -> int:
    commands = {"demo": demo, "test": test, "check": check, "windows": windows, "bench": bench, "pin": pin}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 2
    return commands[arguments[0]](arguments[1:])


def demo(rest: list[str]) -> int:
    """Open the program on a small world of its own, with a caller that rings."""
    set_up("runtime", APT_RUN)
    return run([python(), "-m", "desktop", "demo", *rest])


def test(rest: list[str]) -> int:
    """Lint, types and every test, in random order; with arguments, only those of pytest's."""
    set_up("dev", APT_RUN + APT_TEST)
    if rest:
        return run([python(), "-m", "pytest", *rest])
    return lint() or run([python(), "-m", "pytest"])


def check(rest: list[str]) -> int:
    """What `test` does, with the code put into shape first."""
    set_up("dev", APT_RUN + APT_TEST)
    run([python(), "-m", "ruff", "check", "--fix", "--quiet"])
    run([python(), "-m", "ruff", "format", "--quiet"])
    return test(rest)


def lint() -> int:
    return (
        run([python(), "-m", "ruff", "check"])
        or run([python(), "-m", "ruff", "format", "--check", "--quiet"])
        or run([python(), "-m", "mypy"])
    )


def windows(rest: list[str]) -> int:
    """Put the Windows program together and try it under Wine."""
    set_up("dev", APT_RUN + APT_WINDOWS)
    return run([python(), "-m", "installer.windows", *rest])


def bench(rest: list[str]) -> int:
    """Run one program of benchmarks/, or list them."""
    if not rest:
        files = (ROOT / "benchmarks").glob("[a-z]*.py")
        print("\n".join(sorted(file.stem for file in files if "__main__" in file.read_text("utf-8"))))
        return 0
    set_up("dev", APT_RUN + APT_TEST + APT_BENCH)
    return run([python(), "-m", f"benchmarks.{rest[0]}", *rest[1:]])


def pin(rest: list[str]) -> int:
    """Write requirements/*.txt, with hashes and without addresses, from requirements/*.in."""
    set_up("dev", [])
    run([python(), "-m", "pip", "install", "--quiet", "-r", "requirements/windows-build.txt"])
    common = ["-q", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header"]
    for name in ("runtime", "dev", "windows-build"):
        extra = ["-c", "runtime.txt"] if name == "dev" else []
        command = [python(), "-m", "uv", "pip", "compile", *common, *extra, *rest, f"{name}.in", "-o", f"{name}.txt"]
        subprocess.run(command, cwd=ROOT / "requirements", check=True)
    return 0


# ---------------------------------------------------------------- set-up


def set_up(kind: str, apt: list[str]) -> None:
    """Make the environment fit `requirements/<kind>.txt`; a stamp of its hash makes the next run start at once."""
    there = stamps()
    install_debian_packages([*apt, *([] if there else venv_packages())])
    wanted = ROOT / "requirements" / f"{kind}.txt"
    stamp = VENV / f"{kind}.stamp"
    fingerprint = hashlib.sha256(wanted.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    if not there:
        print("Making the virtual environment …", flush=True)
        # what a run that was interrupted left behind is cleared away
        subprocess.run([base_python(), "-m", "venv", "--clear", str(VENV)], check=True)
    print("Installing the pinned packages …", flush=True)
    pip = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(wanted)], check=True)
    if kind == "dev":
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    stamp.write_text(fingerprint)


def stamps() -> list[Path]:
    """One for each kind of set-up that was brought to its end."""
    return list(VENV.glob("*.stamp"))


def venv_packages() -> list[str]:
    """Debian's Python comes without what makes a virtual environment."""
    base = base_python()
    has_pip = subprocess.run([base, "-c", "import ensurepip"], capture_output=True).returncode == 0
    return [] if has_pip else [f"{Path(os.path.realpath(base)).name}-venv"]


def python() -> str:
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def base_python() -> str:
    if sys.version_info[:2] in PYTHONS:
        return sys.executable
    for major, minor in PYTHONS:
        found = shutil.which(f"python{major}.{minor}")
        # pyenv puts a file there for every version, which works for the chosen one alone
        if found and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0:
            return found
    raise SystemExit("Parley needs Python 3.11 or 3.12 (pjsua2 has no build for others).")


def install_debian_packages(names: list[str]) -> None:
    if not names or not shutil.which("dpkg-query"):
        return
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names], capture_output=True, text=True
    )
    there = {line.split()[0] for line in query.stdout.splitlines() if line.endswith(" installed")}
    missing = [name for name in dict.fromkeys(names) if name not in there]
    if not missing:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SystemExit(f"Debian packages are missing. Run this, then the same command again:\n\n  sudo {line}\n")
    print(f"Installing {len(missing)} Debian packages …", flush=True)
    with QuietServices():
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
        subprocess.run([*line.split(), "-qq"], env=environment, check=True, stdout=subprocess.DEVNULL)


class QuietServices:
    """Keeps Debian from starting the servers it installs: the tests start their own, on loopback."""

    policy = Path("/usr/sbin/policy-rc.d")

    def __enter__(self) -> None:
        self.was_there = self.policy.exists()
        if not self.was_there:
            self.policy.write_text("#!/bin/sh\nexit 101\n")
            self.policy.chmod(0o755)

    def __exit__(self, *_: object) -> None:
        if not self.was_there:
            self.policy.unlink(missing_ok=True)


def run(command: list[str]) -> int:
    return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
