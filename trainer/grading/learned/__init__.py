"""The learned model of acts: features of words, the weights that ship, and scores from them."""
