"""Networks of one's own: trained on photos whose groups are known, and compared with others."""
