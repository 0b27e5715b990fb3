"""What goes out to GitHub: pull requests, issues and the site that was deployed last, through GitHub's own tool, gh."""
