// Which IP addresses lie on the public internet. What is fetched for a stranger must not reach this
// machine, its network, or a cloud's metadata service.
#pragma once
#include <boost/asio/ip/address.hpp>

namespace meme::http {

// False for loopback, private, link-local, shared, multicast, documentation and every other special
// range of the IANA registries, and for IPv6 forms that carry an IPv4 address (mapped, 6to4,
// Teredo, NAT64), whatever address that is.
bool is_public(const boost::asio::ip::address& address);

}  // namespace meme::http
