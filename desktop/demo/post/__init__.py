"""The demo's mail: letters of the shop's customers, an office that carries them, a button to have them written."""
