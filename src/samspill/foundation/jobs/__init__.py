"""Jobs: work that is done in the background, by the worker that `samspill run` starts."""
