"""What the words about points mean, and what stands around them."""
