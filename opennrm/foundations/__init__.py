"""Leaflets, posters and cards: what they say, who read the draft, where they went."""
