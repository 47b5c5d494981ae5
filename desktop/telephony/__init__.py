"""The desk's side of the phone: start the engine, speak to it."""
