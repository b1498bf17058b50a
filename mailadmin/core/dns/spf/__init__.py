"""SPF (RFC 7208): whether an address may send for a domain, and how that was found out."""

from mailadmin.core.dns.spf.check import check_host
from mailadmin.core.dns.spf.result import Outcome, Problem, Result, SpfResult, Step, Trace

__all__ = ["Outcome", "Problem", "Result", "SpfResult", "Step", "Trace", "check_host"]
