//! A market in which Dave's node attests, or others that have one of its keys: what they send is
//! signed by nobody, so it goes through the pool and into the block as a transaction (A4). And what a
//! lease comes to by that.

use super::*;
use crate::{
	tests::{
		chain::pool_says,
		market::{attestation_key, spec},
	},
	Eras, Executive, System, UncheckedExtrinsic, HOURS,
};
use frame_support::assert_ok;
use frame_system::offchain::CreateAuthorizedTransaction;
use pallet_attestation::{Clocks, Unhealthy, NOT_HEARD};
use pallet_leases::EndReason;
use sp_core::Pair;
use sp_runtime::transaction_validity::InvalidTransaction;
use spheron_primitives::{traits::OpenBlocks, OpenBlock};

/// What a node attests.
pub type Said = pallet_attestation::Attestation<AccountId>;

/// From one attestation to the next, with the lengths of time of the protocol, in open blocks.
pub const PERIOD: u32 = 150;

/// What is locked for [`deployment`].
const LOCKED: i128 = 5_508_000;

/// How Dave says that a lease, his only one, is down.
pub type Way = fn(LeaseId) -> Unhealthy;

/// The two ways: all is, or it alone.
pub const WAYS: [Way; 2] = [|_| Unhealthy::All, |lease| listed([lease])];

/// As [`on_market`], with the lengths of time of the protocol; and Dave has not attested yet.
pub fn on_hours(test: impl FnOnce()) {
	static MARKET: OnceLock<Snapshot> = OnceLock::new();
	let market = MARKET.get_or_init(|| {
		Snapshot::of("development", || {
			open_market(10 * USD);
			silence();
		})
	});
	market.play(|| {
		test();
		assert_eq!(books::check(), vec![]);
	});
}

/// As if Dave had never attested: elsewhere his clock runs by itself.
pub fn silence() {
	Clocks::<Runtime>::remove(id(Dave));
}

/// What Dave's next attestation is, if it says `unhealthy`.
pub fn says(unhealthy: Unhealthy) -> Said {
	let provider = id(Dave);
	let sequence = Clocks::<Runtime>::get(&provider).sequence + 1;
	Said { provider, sequence, signed_at: Eras::now(), unhealthy }
}

/// The transaction with `said`, signed with the key with which the node of `signer` attests.
pub fn signed_by(signer: Sr25519Keyring, said: &Said) -> UncheckedExtrinsic {
	let signature = attestation_key(signer).sign(&said.statement(&System::block_hash(0))).into();
	let attestation = said.clone();
	let call = pallet_attestation::Call::<Runtime>::attest { attestation, signature };
	<Runtime as CreateAuthorizedTransaction<RuntimeCall>>::create_authorized_transaction(
		call.into(),
	)
}

/// Dave's node attests: the pool takes it, and the block does.
pub fn attest(unhealthy: Unhealthy) {
	let transaction = signed_by(Dave, &says(unhealthy));
	assert_ok!(pool_says(transaction.clone()));
	assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
}

/// The pool refuses `transaction` because of `why`, and a block that has it all the same is no good.
pub fn no_good(transaction: UncheckedExtrinsic, why: InvalidTransaction) {
	assert_eq!(pool_says(transaction.clone()), Err(why.into()));
	assert_eq!(Executive::apply_extrinsic(transaction), Err(why.into()));
}

/// Dave's node attests in vain: his leases are being closed.
pub fn not_heard(unhealthy: Unhealthy) {
	no_good(signed_by(Dave, &says(unhealthy)), InvalidTransaction::Custom(NOT_HEARD));
}

pub fn listed(ids: impl IntoIterator<Item = LeaseId>) -> Unhealthy {
	Unhealthy::Listed(ids.into_iter().collect::<Vec<_>>().try_into().unwrap())
}

/// Six hours of [`spec`] at $0.90 each, which is 500 units a block: its user fee is 10, the foundation's
/// share 100, and Dave's fee 5.
fn deployment() -> OrderSpec<AccountId> {
	OrderSpec { max_price: 900_000, duration: 6 * HOURS, ..spec() }
}

/// [`deployment`], which Dave serves from this block on, in which he attests.
pub fn attended() -> LeaseId {
	ordered(Ferdie, deployment());
	skip(3);
	attest(Unhealthy::None);
	let lease = last_lease();
	act(Dave, Leases::confirm { lease });
	act(Dave, Leases::activate { lease, access: access() });
	lease
}

/// Why `lease` has ended, if it has, and as of which block.
pub fn ended(lease: LeaseId) -> Option<(EndReason, OpenBlock)> {
	let lease = pallet_leases::Leases::<Runtime>::get(lease).unwrap();
	lease.state.end_reason().zip(lease.ended)
}

/// So many blocks of [`deployment`] are paid for.
pub fn paid(served: i128) -> [(AccountId, Has, i128); 2] {
	[(id(Ferdie), Has::Locked(TOKEN), -510 * served), (id(Dave), Has::Earned(TOKEN), 395 * served)]
}

/// And it has ended.
pub fn closed(served: i128) -> [(AccountId, Has, i128); 3] {
	[
		(id(Ferdie), Has::Locked(TOKEN), -LOCKED),
		(id(Ferdie), Has::Unlocked(TOKEN), LOCKED - 510 * served),
		(id(Dave), Has::Earned(TOKEN), 395 * served),
	]
}

/// And that by an outage of an hour, which is worth $0.90: that much of Dave's stake is slashed.
pub fn lost(served: i128) -> impl Iterator<Item = (AccountId, Has, i128)> {
	let slashed =
		[(id(Dave), Has::Staked, milli_spon(-1_800)), (id(Dave), Has::Slashed, milli_spon(1_800))];
	closed(served).into_iter().chain(slashed)
}
