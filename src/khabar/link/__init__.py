"""One entity in all reports: comparing names, linking, the analyst's judgements."""
