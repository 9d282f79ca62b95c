"""Times, quantities, statements and events of one report."""
