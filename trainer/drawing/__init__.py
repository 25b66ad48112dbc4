"""The graph of a scenario as a picture: SVG, a page of HTML, Mermaid, Graphviz."""
