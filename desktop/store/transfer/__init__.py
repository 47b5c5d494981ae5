"""In and out in bulk: CSV files of customers, orders and interactions."""
