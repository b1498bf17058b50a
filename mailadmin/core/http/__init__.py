"""Fetching over HTTP. The library behind it (httpx2) is known to :mod:`.client` alone.

Nothing is redirected unless asked, nothing is decompressed, never more than the limit is kept, and
the host is found by our own resolver, so a name server given on the command line counts here too.

Proxies are not used, whatever the environment says: what is fetched here is what mail servers
elsewhere would see, and a proxy has its own names, its own filters and its own pages. Where a
network lets nothing out but through one, the fetch fails and the answer is unknown, which is true.
"""

from mailadmin.core.http.facts import Fetched, HttpProblem
from mailadmin.core.http.fetching import Failure, Limits, get, loaded, post, through

__all__ = ["Failure", "Fetched", "HttpProblem", "Limits", "get", "loaded", "post", "through"]
