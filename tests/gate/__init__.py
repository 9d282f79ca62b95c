"""The gate of quality: reports annotated by hand, measures, and floors that only rise."""
