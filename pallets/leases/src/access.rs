//! How the tenant reaches a deployment, as the provider reports it (L1).

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::net::IpAddr;
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most ports of a deployment.
pub const MAX_PORTS: u32 = 16;

/// A port of a service and where it is reached from outside.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct PortMapping {
	/// The port that the service listens on, not 0.
	pub service: u16,
	/// The port of the host that leads to it, not 0.
	pub external: u16,
}

/// Where a deployment answers.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct AccessDetails {
	/// A DNS name or an IP address. At most 128 B.
	pub host: BoundedVec<u8, ConstU32<128>>,
	/// The ports that are open.
	pub ports: BoundedVec<PortMapping, ConstU32<MAX_PORTS>>,
	/// An address for a browser: `http://…` or `https://…`. At most 256 B.
	pub url: Option<BoundedVec<u8, ConstU32<256>>>,
}

/// What is wrong with access details.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadAccess {
	/// Neither a DNS name nor an IP address.
	Host,
	/// A port is 0.
	Port,
	/// Not an address that starts with `http://` or `https://`.
	Url,
}

impl AccessDetails {
	/// Whether host, ports and URL are well formed. Whether anything answers there is not looked at.
	pub fn check(&self) -> Result<(), BadAccess> {
		if !is_host(&self.host) {
			return Err(BadAccess::Host);
		}
		if self.ports.iter().any(|port| port.service == 0 || port.external == 0) {
			return Err(BadAccess::Port);
		}
		if self.url.as_ref().is_some_and(|url| !is_url(url)) {
			return Err(BadAccess::Url);
		}
		Ok(())
	}
}

/// An IP address, or labels of letters, digits and inner hyphens, at most 63 B each, of which the
/// last is not all digits (RFC 1123).
fn is_host(host: &[u8]) -> bool {
	let is_ip = core::str::from_utf8(host).is_ok_and(|text| text.parse::<IpAddr>().is_ok());
	is_ip || is_dns_name(host)
}

fn is_dns_name(name: &[u8]) -> bool {
	let is_label = |label: &[u8]| {
		(1..=63).contains(&label.len())
			&& label.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
			&& !label.starts_with(b"-")
			&& !label.ends_with(b"-")
	};
	let mut labels = name.split(|byte| *byte == b'.');
	let numeric = |label: &[u8]| label.iter().all(u8::is_ascii_digit);
	labels.clone().all(is_label) && labels.next_back().is_some_and(|last| !numeric(last))
}

/// `http://` or `https://`, and something printable without spaces after it.
fn is_url(url: &[u8]) -> bool {
	url.strip_prefix(b"https://".as_slice())
		.or_else(|| url.strip_prefix(b"http://".as_slice()))
		.is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_graphic))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn hosts_that_are_well_formed() {
		for host in
			["example.com", "a", "node-1.eu.spheron.network", "10.0.0.1", "::1", "2001:db8::7"]
		{
			assert!(is_host(host.as_bytes()), "{host}");
		}
		assert!(is_host(&[b'a'; 63]));
	}

	#[test]
	fn hosts_that_are_not() {
		for host in [
			"",
			".",
			"a.",
			".a",
			"a..b",
			"-a.b",
			"a-.b",
			"a_b",
			"a b",
			"1.2.3.999",
			"1.2.3",
			"é.fr",
			"[::1]",
			"example.com:80",
		] {
			assert!(!is_host(host.as_bytes()), "{host}");
		}
		assert!(!is_host(&[b'a'; 64]));
		assert!(!is_host(&[0xff, 0xfe]));
	}

	#[test]
	fn urls_start_with_http_or_https() {
		assert!(is_url(b"http://a") && is_url(b"https://example.com:8443/x?y=1"));
		for url in ["", "http://", "https://", "ftp://a", "HTTP://a", "http://a b", "http://a\n"] {
			assert!(!is_url(url.as_bytes()), "{url}");
		}
	}
}
