"""The bar on top: state, search, registration."""
