"""The store: one SQLite file that holds reports, their records and the index that answers questions."""
