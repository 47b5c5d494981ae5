"""What every list is made of: painted rows, their model, the view, the list that drops from a field."""
