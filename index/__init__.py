"""The questions: Dutch analysis, building the index, and from a query to hits."""
