"""What leaves the house: pictures and sheets, as bytes, from the frames on the screen."""
