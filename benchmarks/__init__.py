"""What the program costs, each figure beside an anchor measured in the same run. `make bench` runs it."""
