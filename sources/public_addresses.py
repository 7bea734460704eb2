"""Which IP addresses anybody on the internet would reach, and which only this machine can see."""

import ipaddress
import socket
from typing import TypeAlias

from .errors import AddressUnreachable

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Not public, yet global according to the `ipaddress` module of at least one supported Python. The
# last three are all of IPv6 outside 2000::/3, of which nothing else has been given out.
_SPECIAL = [
    ipaddress.ip_network(network)
    for network in (
        *("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24"),
        *("2001::/23", "3fff::/20", "::/3", "4000::/2", "8000::/1"),
    )
]


def is_public(address: IPAddress) -> bool:
    """Tell whether an IP address is one that anybody on the internet would reach."""
    if isinstance(address, ipaddress.IPv6Address) and (carried := _carried(address)):
        return all(map(is_public, carried))
    special = any(address in network for network in _SPECIAL)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


def _carried(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """Find the IPv4 addresses that a gateway would take out of an IPv6 one."""
    if address.teredo:
        return list(address.teredo)
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)]
    carried = address.ipv4_mapped or address.sixtofour
    return [carried] if carried else []


def look_up(host: str) -> list[IPAddress]:
    """Ask the system for every IP address of a name."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise AddressUnreachable(
            f"No computer named {host} was found. Check the spelling and the network connection."
        ) from error
    return [ipaddress.ip_address(sockaddr[0]) for *_, sockaddr in found]
