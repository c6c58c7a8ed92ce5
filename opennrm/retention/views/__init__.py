"""The pages of retention: proposals, holds, what is held, tombstones, the rules, the record of processing."""
