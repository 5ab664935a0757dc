"""Questions: asked here, asked of servers, and answered as a server."""
