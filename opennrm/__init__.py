"""OpenNRM: a National Referral Mechanism, from the first report to the annual report of the nation."""

__version__ = "0.1.0"
