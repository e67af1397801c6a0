"""The record in a browser: pages made here, drawings made here, no request to anywhere else."""
