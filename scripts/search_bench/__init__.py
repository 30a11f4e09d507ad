"""What `scripts/bench_search.py` measures: the quality of answers, and speed at a given number of entries."""
