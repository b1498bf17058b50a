"""Where the records of a domain are changed, in the terms that the words of a fix want."""

from mailadmin.core.dns import name_servers
from mailadmin.core.domain.dns_hosts import dns_host_of
from mailadmin.core.domain.scene import Scene
from mailadmin.core.finding import Params


async def where_to_publish(scene: Scene, params: Params) -> Params:
    """``dns_host`` and ``dns_where`` as far as they are known, and ``record_label`` made exact.

    The label of a record is what stands in front of its zone, which need not be the domain.
    ``params`` are those of the finding.
    """
    zone = await name_servers.look_up(scene.domain, scene.questions)
    host = dns_host_of(zone.servers)
    found: Params = {}
    if host is not None:
        found = {"dns_host": host.name, "dns_where": host.where or ""}
    name = str(params.get("record_name", ""))
    if zone.name is not None and name == zone.name:
        found["record_label"] = "@"
    elif zone.name is not None and name.endswith(f".{zone.name}"):
        found["record_label"] = name.removesuffix(f".{zone.name}")
    return found
