"""The words of the site's own documents: how frequent they are, how they are written, what stands beside them."""
