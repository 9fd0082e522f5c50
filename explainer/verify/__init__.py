"""Checking a trace file from its text alone: knows neither the engine nor the trace that wrote it. Imports no Qt."""
