"""What of a text is the report, and whether it is Arabic."""
