"""Documents of every kind to prose and grids with places."""
