"""Which machines may be connected to: those of the public internet, and no others."""

from __future__ import annotations

import ipaddress

#: Addresses of this machine that may be connected to all the same, as (IP address, port). Empty, but for tests
#: against a server that they start themselves.
TRUSTED: set[tuple[str, int]] = set()

#: What :mod:`ipaddress` of some supported Python takes for public and is not, or leads to an IPv4 address
#: that its own check would not see. Source: IANA special-purpose address registries; RFC 6052, 8215, 3056,
#: 4380, 9637.
_REFUSED = tuple(
    (ipaddress.ip_network(network), what)
    for network, what in (
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("2002::/16", "6to4"),
        ("2001::/32", "Teredo"),
        ("2001:2::/48", "for benchmarks"),
        ("3fff::/20", "for documentation"),
        ("5f00::/16", "segment routing"),
        ("100::/64", "discard"),
        ("::/96", "IPv4-compatible"),
        ("fec0::/10", "site-local"),
        ("100.64.0.0/10", "shared by a carrier's customers"),
        ("192.0.0.0/24", "for protocols"),
        ("192.88.99.0/24", "6to4 relay"),
        ("198.18.0.0/15", "for benchmarks"),
    )
)
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
#: The last half of an IPv6 address that holds an IPv4 one (ISATAP, RFC 5214).
_ISATAP = (0x00005EFE, 0x02005EFE)


def refusal(address: str, port: int) -> str | None:
    """Return why ``address`` (an IP address as text) may not be connected to, or None when it may.

    Only what is reachable from everywhere may: no loopback, private, link-local, multicast or reserved
    address, and none in IPv6 that stands for an IPv4 address (mapped, NAT64, 6to4, Teredo, ISATAP), whatever
    that is.
    """
    if (address, port) in TRUSTED:
        return None
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "not an IP address"
    if "%" in address:
        return "link-local"
    for what, holds in (
        ("loopback", ip.is_loopback),
        ("unspecified", ip.is_unspecified),
        ("link-local", ip.is_link_local),
        ("multicast", ip.is_multicast),
    ):
        if holds:
            return what
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        return "IPv4-mapped"
    for network, what in _REFUSED:
        if ip.version == network.version and ip in network:
            return what
    if ip.is_private:
        return "private"
    if ip.is_reserved or not ip.is_global:
        return "reserved"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip not in _GLOBAL_IPV6:
            return "reserved"
        if (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
            return "ISATAP"
    return None
