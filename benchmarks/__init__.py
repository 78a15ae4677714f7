"""Time and peak memory of the whole command and of each stage, beside other readers of the same files: `python -m benchmarks`."""
