//! The address of the provider's agent: the node is told it at its start, and keeps it where the
//! off-chain worker looks (A1).

use alloc::string::String;
use sp_runtime::offchain::storage::StorageValueRef;

/// Under which the encoded text of the address lies in the node's persistent off-chain storage.
const KEY: &[u8] = b"spheron/attestation/agent";

/// What the node keeps, if it was given an agent.
pub(crate) fn kept() -> Option<String> {
	StorageValueRef::persistent(KEY).get().ok().flatten()
}

#[cfg(feature = "std")]
pub use node::AgentAddress;

#[cfg(feature = "std")]
mod node {
	use super::KEY;
	use codec::Encode;
	use sp_core::offchain::{DbExternalities, StorageKind};
	use std::{fmt, net::SocketAddr, str::FromStr};

	/// Where a provider's agent answers: on this machine, over HTTP. `http://127.0.0.1:PORT`, or the
	/// same with `[::1]`.
	#[derive(Debug, Clone, PartialEq, Eq)]
	pub struct AgentAddress(SocketAddr);

	impl AgentAddress {
		/// From now on the worker of the node with the database `db` asks `agent`, or nobody.
		pub fn keep(agent: Option<&Self>, db: &mut impl DbExternalities) {
			match agent {
				Some(agent) => {
					let value = agent.to_string().encode();
					db.local_storage_set(StorageKind::PERSISTENT, KEY, &value);
				}
				None => db.local_storage_clear(StorageKind::PERSISTENT, KEY),
			}
		}
	}

	impl FromStr for AgentAddress {
		type Err = String;

		fn from_str(url: &str) -> Result<Self, String> {
			let wanted = || format!("'{url}' is not like http://127.0.0.1:8099");
			let rest = url.strip_prefix("http://").ok_or_else(wanted)?;
			let address: SocketAddr =
				rest.strip_suffix('/').unwrap_or(rest).parse().map_err(|_| wanted())?;
			// What the agent says is not encrypted, and nobody else may speak for it.
			if !address.ip().is_loopback() {
				return Err(format!("{} is not on this machine", address.ip()));
			}
			Ok(Self(address))
		}
	}

	impl fmt::Display for AgentAddress {
		fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
			write!(f, "http://{}", self.0)
		}
	}
}
