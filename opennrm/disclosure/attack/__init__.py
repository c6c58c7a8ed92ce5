"""What an outsider can bound: an attacker of published tables, independent of whoever protected them."""
