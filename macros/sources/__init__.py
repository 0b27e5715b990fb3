"""From a source's file to our own: the importer. Only the command line uses it; no page build does."""
