"""Chapter 2: employers and contracts of foreign workers, examined against the law's criteria."""
