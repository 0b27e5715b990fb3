"""What is checked of a whole site: typed-in figures in its prose, and what changes for its readers."""
