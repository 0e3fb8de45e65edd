//! What an attestation weighs. The figures are measured; they live in the runtime.

use frame_support::weights::Weight;

/// Weights of the call.
pub trait WeightInfo {
	/// `attest`, which looks at `leases` leases, named or no longer named, each at its dearest: at
	/// its end.
	fn attest(leases: u32) -> Weight;
	/// The look at an attestation before it is included, with the longest list of leases and the key
	/// before the last rotation.
	fn authorize_attest() -> Weight;
}
