"""Made-up records that keep the counts of real ones, with differential privacy.

The unit protected is one victim: what is published is nearly as likely whether or not her record was there. The order
of reading: ``domain`` → ``records`` → ``plan`` (what each answer costs) → ``curator`` (alone sees the records) →
``mixture`` → ``refine`` → ``release``. The proof: docs/explanation/privacy-proof.md.
"""
