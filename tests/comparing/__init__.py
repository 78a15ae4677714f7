"""Tests of plans compared."""
