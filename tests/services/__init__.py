"""The services, with real lanes and a real store where one is needed."""
