"""Rows to frozen values and back, per table."""
