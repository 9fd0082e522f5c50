"""The data table: every sample as a row that can be changed."""

from explainer.views.tables.data_table.panel import DataTable

__all__ = ["DataTable"]
