"""What khabar read, in the formats that others work with: each line with the place in the report that says so, and the chain it came by."""
