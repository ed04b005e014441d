"""`python -m goldenthread` is the goldenthread command."""

from goldenthread.cli.main import run

if __name__ == "__main__":
    run()
