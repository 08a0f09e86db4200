"""Pages, forms and charts; knows no domain word."""
