"""How everything looks: colours, type, icons, light and dark."""
