//! Attestations: what the transaction pool takes and refuses (A4), and what they do to leases
//! (A2, A3, L5).

mod clock;
mod health;
mod outage;
mod pool;
mod transaction;
mod worker;

use super::{
	chain::{next_block, on_chain, pool_says, run_to},
	market::{attestation_key, bid, last_lease, open_market, order, serve, PROVIDERS, USD},
};
use crate::{
	dynamic_params::attestation::AttestationPeriod, AccountId, Attestation, Eras, Executive, Hash,
	Runtime, RuntimeCall, System, UncheckedExtrinsic,
};
use frame_support::{assert_ok, traits::Get};
use frame_system::offchain::CreateAuthorizedTransaction;
use pallet_attestation::{Attestation as Statement, Clocks, Unhealthy};
use sp_core::Pair;
use sp_keyring::Sr25519Keyring::{self, Dave};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionValidity, TransactionValidityError,
};
use spheron_primitives::{
	traits::{AliveClock, OpenBlocks},
	LeaseId,
};

type Said = Statement<AccountId>;

/// A chain with providers that have not attested yet, a wallet of $50, and prices.
fn on_market(test: impl FnOnce()) {
	on_chain("development", || {
		open_market(50 * USD);
		silence();
		test();
	});
}

/// As if no provider had ever attested.
pub fn silence() {
	for provider in PROVIDERS {
		Clocks::<Runtime>::remove(provider.to_account_id());
	}
}

/// What `provider` would attest in this block.
fn says(provider: Sr25519Keyring, unhealthy: Unhealthy) -> Said {
	let provider = provider.to_account_id();
	let sequence = Clocks::<Runtime>::get(&provider).sequence + 1;
	Statement { provider, sequence, signed_at: Eras::now(), unhealthy }
}

/// The transaction that says `said`, signed by the node of `signer` for the chain with the genesis
/// block `genesis`.
fn signed_for(genesis: Hash, said: &Said, signer: Sr25519Keyring) -> UncheckedExtrinsic {
	let signature = attestation_key(signer).sign(&said.statement(&genesis)).into();
	let call = pallet_attestation::Call::attest { attestation: said.clone(), signature };
	<Runtime as CreateAuthorizedTransaction<RuntimeCall>>::create_authorized_transaction(
		call.into(),
	)
}

fn signed(said: &Said, signer: Sr25519Keyring) -> UncheckedExtrinsic {
	signed_for(System::block_hash(0), said, signer)
}

/// What the node of `provider` hands in if it attests in this block.
pub fn attestation(provider: Sr25519Keyring, unhealthy: Unhealthy) -> UncheckedExtrinsic {
	signed(&says(provider, unhealthy), provider)
}

/// What the pool says of `said` if Dave's node signs it.
fn daves(said: &Said) -> TransactionValidity {
	pool_says(signed(said, Dave))
}

/// What Dave's node says, and nothing is wrong.
fn healthy() -> Said {
	says(Dave, Unhealthy::None)
}

pub fn listed(ids: impl IntoIterator<Item = LeaseId>) -> Unhealthy {
	Unhealthy::Listed(ids.into_iter().collect::<Vec<_>>().try_into().unwrap())
}

fn invalid(why: InvalidTransaction) -> TransactionValidity {
	Err(TransactionValidityError::Invalid(why))
}

/// `provider` attests in this block: the pool takes it, and the block includes it.
pub fn attest(provider: Sr25519Keyring, unhealthy: Unhealthy) {
	let transaction = attestation(provider, unhealthy);
	assert_ok!(pool_says(transaction.clone()));
	assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
}

fn pass(blocks: u32) {
	run_to(System::block_number() + blocks);
}

/// `blocks` blocks pass, in which Dave attests as soon as he may.
fn pass_attesting(blocks: u32, unhealthy: Unhealthy) {
	for _ in 0..blocks {
		next_block();
		let mark = Clocks::<Runtime>::get(Dave.to_account_id()).attested;
		if Eras::now() >= mark + AttestationPeriod::get() {
			attest(Dave, unhealthy.clone());
		}
	}
}

/// A lease of an hour for a dollar, which Dave has just begun to serve.
fn deployment() -> LeaseId {
	let id = order();
	bid(Dave, id, USD);
	pass(3);
	let lease = last_lease();
	serve(Dave, lease);
	lease
}

/// For how many blocks `lease` was charged, whose price is a dollar.
fn charged(lease: LeaseId) -> u32 {
	let entry = pallet_leases::Leases::<Runtime>::get(lease).unwrap();
	let clock = Attestation::alive(&entry.provider, Eras::now());
	entry.meter.served_at(clock)
}
