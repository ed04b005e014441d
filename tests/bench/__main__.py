"""`./run bench`: every benchmark beside a floor and a peer, in one run."""

import sys
from importlib import import_module
from pathlib import Path


def main(chosen: list[str]) -> None:
    """Run the benchmarks named, or all of them."""
    names = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    unknown = set(chosen) - set(names)
    if unknown:
        sys.exit(f"there is no benchmark {', '.join(sorted(unknown))}: choose from {', '.join(names)}")
    for name in chosen or names:
        print(*import_module(f"tests.bench.bench_{name}").result().lines(), "", sep="\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
