"""The desk: pages and an HTTP API over the queries of a store. Loaded by ``khabar serve`` alone."""
