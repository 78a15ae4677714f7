"""Many documents read by the workers of a Dask cluster: `extract plans/ -o out/ --cluster ADDRESS`. Needs the extra `cluster`."""
