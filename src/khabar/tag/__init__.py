"""Names, titles, and who is who inside one report."""
