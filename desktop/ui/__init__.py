"""Widgets; know the domain and the services."""
