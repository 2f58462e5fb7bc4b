"""Time klar against check-jsonschema, yamllint and the bare parser, and print ratios.

Whole processes, run in turn on one machine, so that what the machine does beside falls on all of
them alike. The peers are installed in an environment of their own the first time.

    python -m tests.benchmarks [--runs N] [--quick]
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.policies import write_policy

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PEERS = HERE / ".peers"
PINNED = ("check-jsonschema==0.39.0", "yamllint==1.38.0")
FLOOR = """\
import sys
from yaml._yaml import CParser
from yaml.events import StreamEndEvent
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        parser = CParser(file.read())
    while type(parser.get_event()) is not StreamEndEvent:
        pass
"""


class Run(NamedTuple):
    """One finished process: CPU and wall seconds, peak memory in KiB."""

    cpu: float
    wall: float
    memory: int


def run(command: Sequence[str]) -> Run:
    """Run a command with its output thrown away, and account for it."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {process.returncode}: {' '.join(command[:6])}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss)


class Comparison(NamedTuple):
    """Runs of two commands in turn, and the goal for the ratio of their wall times."""

    name: str
    goal: float
    ours: list[Run]
    theirs: list[Run]

    def line(self) -> str:
        """A row: the ratio's median, its spread, the goal, and both medians in milliseconds."""
        ratios = [a.wall / b.wall for a, b in zip(self.ours, self.theirs, strict=True)]
        middle = statistics.median(ratios)
        verdict = "reached" if middle <= self.goal else "missed"
        ours = statistics.median(r.wall for r in self.ours) * 1000
        theirs = statistics.median(r.wall for r in self.theirs) * 1000
        return (
            f"{self.name:<58} {middle:6.3f}  {min(ratios):6.3f} to {max(ratios):6.3f}  "
            f"goal {self.goal:5.2f} {verdict:<8} {ours:8.0f} ms / {theirs:.0f} ms"
        )


def compare(
    name: str, goal: float, ours: Sequence[str], theirs: Sequence[str], runs: int
) -> Comparison:
    """Run two commands in turn, after one run of each that does not count."""
    run(ours)
    run(theirs)
    pairs = [(run(ours), run(theirs)) for _ in range(runs)]
    return Comparison(name, goal, [a for a, _ in pairs], [b for _, b in pairs])


def install_peers() -> Path:
    """The folder of the peers' commands; installs them the first time."""
    bin_folder = PEERS / "bin"
    if not (bin_folder / "yamllint").exists():
        print("Installing the peers, once …", file=sys.stderr)  # noqa: T201
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        pip = [str(bin_folder / "python"), "-m", "pip", "--quiet", "install", *PINNED]
        subprocess.run(pip, check=True)
    return bin_folder


def files_of(policy: Path) -> list[str]:
    """The YAML files of a policy."""
    return sorted(str(path) for path in policy.rglob("*.yaml"))


def main() -> None:
    """Run the benchmarks and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each command")
    parser.add_argument("--quick", action="store_true", help="leave out the policy of 3,000")
    options = parser.parse_args()
    peers = install_peers()
    klar = str(Path(sys.executable).parent / "klar")
    say: Callable[[str], None] = lambda line: print(line, flush=True)  # noqa: T201, E731
    say(f"{'wall time of whole processes, ours / theirs':<58} median    lowest to highest")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        # The least a schema can ask, so that the peer does as little as it can.
        schema = place / "object.schema.json"
        schema.write_text('{"type": "object"}')
        lenient = place / "yamllint.yaml"
        lenient.write_text("rules: {key-duplicates: enable}\n")
        sizes = (30, 300) if options.quick else (30, 300, 3000)
        policies = {size: place / f"p{size}" for size in sizes}
        for size, policy in policies.items():
            write_policy(policy, size)
        real = ROOT / "privacy_policy"

        def check(policy: Path) -> list[str]:
            return [klar, "check", "-C", str(policy), "--as-of", "2026-11-24"]

        def jsonschema(policy: Path) -> list[str]:
            command = str(peers / "check-jsonschema")
            return [command, "--schemafile", str(schema), *files_of(policy)]

        def yamllint(policy: Path) -> list[str]:
            return [str(peers / "yamllint"), "-c", str(lenient), *files_of(policy)]

        def floor(policy: Path) -> list[str]:
            return [sys.executable, "-c", FLOOR, *files_of(policy)]

        runs = options.runs
        rows = [
            ("check of the statement / check-jsonschema", 0.30, check(real), jsonschema(real)),
            ("check of the statement / yamllint", 0.35, check(real), yamllint(real)),
            ("check of the statement / the bare parser", 4.0, check(real), floor(real)),
            (
                "render of the statement / check of it",
                3.0,
                [klar, "render", "--out", str(place / "dist")],
                check(real),
            ),
            (
                "check of p30 / check-jsonschema",
                0.30,
                check(policies[30]),
                jsonschema(policies[30]),
            ),
            ("check of p30 / yamllint", 0.35, check(policies[30]), yamllint(policies[30])),
            (
                "check of p300 / check-jsonschema",
                0.15,
                check(policies[300]),
                jsonschema(policies[300]),
            ),
        ]
        for name, goal, ours, theirs in rows:
            say(compare(name, goal, ours, theirs, runs if "p300" not in name else 5).line())
        if not options.quick:
            growth(check, policies, say)


def growth(
    check: Callable[[Path], list[str]], policies: dict[int, Path], say: Callable[[str], None]
) -> None:
    """How time and memory grow from 30 to 3,000 activities."""
    measured = {size: [run(check(policies[size])) for _ in range(3)] for size in policies}
    cpu = {size: statistics.median(r.cpu for r in runs) for size, runs in measured.items()}
    memory = {size: statistics.median(r.memory for r in runs) for size, runs in measured.items()}
    # What a start costs whatever the size would hide growth: take it off by the smallest policy.
    exponent = math.log((cpu[3000] - cpu[30]) / (cpu[300] - cpu[30])) / math.log(2970 / 270)
    say(f"{'growth of time, p30 to p300 to p3000: exponent':<58} {exponent:6.3f}  goal  1.05")
    each = (memory[3000] - memory[30]) / 2970
    say(f"{'memory for each activity at p3000, KiB':<58} {each:6.1f}  goal   100")


if __name__ == "__main__":
    main()
