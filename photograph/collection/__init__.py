"""Where photos lie, and the contract of what was extracted from them."""
