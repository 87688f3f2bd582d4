"""What the program costs, each figure beside an anchor measured in the same run. `make bench` runs it.

A benchmark module here has two names and is found by them: `measure(directory: Path) -> list[Figure]`
(`figures.py`; it writes only in `directory`), and `EVERY_DISK: bool`, true when the figures depend on how
fast the disk answers.
"""
