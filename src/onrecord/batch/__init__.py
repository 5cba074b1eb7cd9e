"""Many reports at once: units of the inputs, read by workers, to Parquet parts.

inputs -> units (units.py), each a file or a slice of one
       -> articles (outcomes.py) -> Arrow batches -> records (record_batch.py)
       -> parts (parts.py) and a row of the manifest (manifest.py)

`record_batch` knows no engine; local.py and ray_engine.py spread units over workers, run.py is a whole run.
"""
