"""Measured comparisons; nothing here is installed with the product."""
