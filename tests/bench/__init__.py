"""What whole sites cost to build: ours beside the usual ways, on generated figures. A report, never a test."""
