"""Settings that all tests share."""

from hypothesis import settings

# Timings of a shared machine say nothing; the same examples each time make a failure repeatable.
settings.register_profile("onrecord", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("onrecord")
