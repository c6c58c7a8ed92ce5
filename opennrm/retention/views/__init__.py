"""The pages of retention: proposals, holds, tombstones, the rules, the record of processing."""
