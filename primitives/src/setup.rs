//! What benchmarks need of the rest of the market. The runtime answers with its real pallets,
//! mocks with a few lines.

use crate::{AttestationId, Balance, LeaseId, LeaseUpdate, OrderSpec, Resources, Token};
use alloc::vec::Vec;

/// Puts other pallets into the state that a benchmark needs.
pub trait Setup<AccountId: Ord> {
	/// The payment token that is dearest to handle.
	fn token() -> Token;
	/// An account that owns `amount` of `token`, outside the escrow, and SPON for fees.
	fn funded(index: u32, token: &Token, amount: Balance) -> AccountId;
	/// An account with `amount` of `token` unlocked in its wallet.
	fn wallet(index: u32, token: &Token, amount: Balance) -> AccountId;
	/// An approved, staked provider that takes every listed token, in every respect as large as
	/// it can be, and its operator key.
	fn provider(index: u32) -> (AccountId, AccountId);
	/// A spec, as large as it can be, that every provider of [`Setup::provider`] fits.
	fn spec() -> OrderSpec<AccountId>;
	/// The resources of [`Setup::spec`].
	fn resources() -> Resources;
	/// Let `blocks` open blocks pass, without running hooks, and an era end with them.
	fn pass(blocks: u32);
	/// A lease as of [`Setup::awarded`], which has been confirmed and reported up.
	fn serving(tenant: &AccountId, operator: &AccountId) -> LeaseId {
		Self::awarded(tenant, operator)
	}
	/// The lease of an order of [`Setup::spec`] by `tenant`, just won by the provider whose operator
	/// key is `operator`, with as many runners-up as there can be. Only leases needs it.
	fn awarded(_tenant: &AccountId, _operator: &AccountId) -> LeaseId {
		LeaseId::default()
	}
	/// The attestation key, in the keystore, of `provider`: the one before its last rotation, which
	/// was in this block. Only attestation needs it.
	fn attesting(_provider: &AccountId) -> AttestationId {
		use sp_application_crypto::RuntimeAppPublic;
		AttestationId::generate_pair(None)
	}
	/// `count` leases of `provider` that are active and on the clock, like that of
	/// [`Setup::awarded`]. Only attestation needs it.
	fn serving_many(_provider: &AccountId, _count: u32) -> Vec<LeaseId> {
		Vec::new()
	}
	/// Let next to none of the stake of `provider` be active, and the rest unbonding in as many parts
	/// as there can be, so that whatever takes from it takes from all of them.
	fn unbonding(_provider: &AccountId) {}
	/// Slash `provider` for misconduct, of nearly all its stake; what is left is as
	/// [`Setup::unbonding`] leaves it.
	fn misconduct(_provider: &AccountId) {}
	/// Let `provider` attest that nothing is healthy. Only leases needs it.
	fn silent(_provider: &AccountId) {}
	/// Close all leases of `provider`, which is being drained.
	fn drained(_provider: &AccountId) {}
	/// Suspend and reinstate `provider`, which has no leases: with too little stake, it is not active
	/// until it has enough.
	fn reinstated(_provider: &AccountId) {}
	/// Of the order of `lease`, which is awarded, only the last `count` runners-up are left. Only leases
	/// needs it.
	fn last_runners_up(_lease: LeaseId, _count: u32) {}
	/// Let `provider` leave. Nothing keeps it after its last lease.
	fn leaving(_provider: &AccountId) {}
	/// An update, as large as it can be, that every provider of [`Setup::provider`] fits; what it
	/// needs has nothing in common with [`Setup::resources`]. Only leases needs it.
	fn update() -> LeaseUpdate {
		LeaseUpdate { services: Default::default(), manifest: Default::default(), max_price: 0 }
	}
}
