"""What the terminal shows, one noun a file. Each draws the record's results on a :class:`~.screen.Screen`."""
