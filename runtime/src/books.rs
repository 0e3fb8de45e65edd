//! Whether all the books agree: the invariants of every pallet, and those between pallets.

use crate::*;
use alloc::{collections::BTreeMap, format, string::String};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;
use spheron_primitives::{Footprint, Token};

/// The books that disagree: whose they are, and what is wrong. Walks all state of the market: for
/// tests and off-chain use only.
pub fn check() -> Vec<(String, String)> {
	type Check = fn() -> Result<(), TryRuntimeError>;
	let checks: [(&str, Check); 12] = [
		("Eras", Eras::do_try_state),
		("Orders", Orders::do_try_state),
		("Leases", Leases::do_try_state),
		("Fees", Fees::do_try_state),
		("Escrow", Escrow::do_try_state),
		("Registry", Registry::do_try_state),
		("Staking", Staking::do_try_state),
		("Attestation", Attestation::do_try_state),
		("Governance", Governance::do_try_state),
		("Wallets", wallets_are_used),
		("Holds", stake_on_hold_is_recorded),
		("Standings", admitted_providers_stand_in_eras),
	];
	checks
		.into_iter()
		.filter_map(|(whose, check)| check().err().map(|error| (whose.into(), text(error))))
		.collect()
}

fn text(error: TryRuntimeError) -> String {
	match error {
		TryRuntimeError::Other(what) => what.into(),
		error => format!("{error:?}"),
	}
}

/// What is locked in a wallet and runs on it.
type Use = (Balance, Footprint);

/// What is locked in each wallet, and what runs on it, is just that of its orders and leases
/// (I1, E7).
fn wallets_are_used() -> Result<(), TryRuntimeError> {
	let mut uses = BTreeMap::<(AccountId, Token), Use>::new();
	for order in pallet_orders::Orders::<Runtime>::iter_values() {
		add(&mut uses, (order.tenant, order.spec.token), (order.locked, order.footprint))?;
	}
	for lease in pallet_leases::Leases::<Runtime>::iter_values() {
		if lease.state.runs_on_wallet() {
			let occupied = lease.occupied();
			add(&mut uses, (lease.tenant, lease.token), (lease.locked, occupied))?;
		}
	}
	for (who, token, wallet) in pallet_escrow::Wallets::<Runtime>::iter() {
		let (locked, used) = uses.remove(&(who, token)).unwrap_or_default();
		ensure!(wallet.locked == locked, "a wallet has locked what is not its orders' and leases'");
		ensure!(wallet.used == used, "a wallet runs what is not its orders' and leases'");
	}
	ensure!(
		uses.into_values().all(|(locked, used)| locked == 0 && used.is_empty()),
		"orders or leases run on no wallet"
	);
	Ok(())
}

fn add(
	uses: &mut BTreeMap<(AccountId, Token), Use>,
	whose: (AccountId, Token),
	(locked, footprint): Use,
) -> Result<(), TryRuntimeError> {
	let (sum, used) = uses.entry(whose).or_default();
	*sum = sum.checked_add(locked).ok_or("what a wallet locks is out of range")?;
	*used = used.checked_add(&footprint).ok_or("what a wallet runs is out of range")?;
	Ok(())
}

/// What is on hold as stake, or as slashed, of each account is just that of its ledger and its slashes
/// (I6): nobody's SPON is on hold for nothing.
fn stake_on_hold_is_recorded() -> Result<(), TryRuntimeError> {
	use pallet_provider_staking::HoldReason::{Slash, Stake};
	let mut records = BTreeMap::<(AccountId, bool), Balance>::new();
	let mut record = |who: AccountId, is_stake: bool, amount: Balance| {
		let sum = records.entry((who, is_stake)).or_default();
		*sum = sum.saturating_add(amount);
	};
	for (who, ledger) in pallet_provider_staking::Ledgers::<Runtime>::iter() {
		record(who, true, ledger.total());
	}
	for slash in pallet_provider_staking::Slashes::<Runtime>::iter_values() {
		let held = slash.held();
		record(slash.provider, false, held);
	}
	for (who, holds) in pallet_balances::Holds::<Runtime>::iter() {
		for hold in holds {
			let is_stake = match hold.id {
				RuntimeHoldReason::Staking(Stake) => true,
				RuntimeHoldReason::Staking(Slash) => false,
				_ => continue,
			};
			let recorded = records.remove(&(who.clone(), is_stake)).unwrap_or_default();
			ensure!(hold.amount == recorded, "SPON is on hold as stake that is not recorded");
		}
	}
	ensure!(records.into_values().all(|amount| amount == 0), "stake is recorded and not on hold");
	Ok(())
}

/// Exactly the admitted providers, whatever their status, stand in eras and have a trust tier (I10). Who
/// is gone has neither; what it earned waits to be claimed elsewhere.
fn admitted_providers_stand_in_eras() -> Result<(), TryRuntimeError> {
	use pallet_eras::{Standings, Tiers};
	use pallet_registry::Providers;
	ensure!(
		Providers::<Runtime>::iter_keys().all(Standings::<Runtime>::contains_key)
			&& Standings::<Runtime>::iter_keys().all(Providers::<Runtime>::contains_key),
		"not exactly the admitted providers stand in eras"
	);
	ensure!(
		Providers::<Runtime>::iter_keys().all(Tiers::<Runtime>::contains_key)
			&& Tiers::<Runtime>::iter_keys().all(Providers::<Runtime>::contains_key),
		"not exactly the admitted providers have a trust tier"
	);
	Ok(())
}
