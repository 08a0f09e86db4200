"""Long work as rows: claimed with a lease, shown with progress."""
