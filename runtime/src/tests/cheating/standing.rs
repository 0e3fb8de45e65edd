//! What everybody has, and what has changed of it.

use super::id;
use crate::{books, AccountId, Assets, AssetsHolder, Balance, Eras, Runtime, RuntimeHoldReason};
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use frame_support::traits::fungibles::InspectHold;
use sp_keyring::Sr25519Keyring;
use spheron_primitives::{traits::Trust, Token};

/// In which way somebody has an amount.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Has {
	Free(Token),
	/// On hold for a proposal.
	Deposit,
	/// On hold as stake, active or unbonding.
	Staked,
	/// On hold for slashes.
	Slashed,
	/// On hold for whatever else.
	Held(Token),
	/// In its wallet.
	Unlocked(Token),
	/// In its wallet, for orders and leases.
	Locked(Token),
	Earned(Token),
}

/// What everybody had at some moment, and how every provider stood.
#[derive(PartialEq, Eq, Debug)]
pub struct Standing {
	amounts: BTreeMap<(AccountId, Has), Balance>,
	/// All that the registry, staking and eras know of a provider.
	records: BTreeMap<AccountId, Vec<u8>>,
}

impl Standing {
	pub fn now() -> Self {
		let mut amounts = BTreeMap::new();
		let mut add = |who: AccountId, how: Has, amount: Balance| {
			*amounts.entry((who, how)).or_default() += amount;
		};
		for (who, account) in frame_system::Account::<Runtime>::iter() {
			add(who, Has::Free(Token::Native), account.data.free);
		}
		for (who, holds) in pallet_balances::Holds::<Runtime>::iter() {
			holds.into_iter().for_each(|hold| add(who.clone(), reason(hold.id), hold.amount));
		}
		for (asset, who) in pallet_assets::Account::<Runtime>::iter_keys() {
			let held = <AssetsHolder as InspectHold<_>>::total_balance_on_hold(asset, &who);
			add(who.clone(), Has::Held(Token::WithId(asset)), held);
			add(who.clone(), Has::Free(Token::WithId(asset)), Assets::balance(asset, &who));
		}
		for (who, token, wallet) in pallet_escrow::Wallets::<Runtime>::iter() {
			add(who.clone(), Has::Unlocked(token.clone()), wallet.unlocked);
			add(who, Has::Locked(token), wallet.locked);
		}
		for (who, token, amount) in pallet_escrow::Earnings::<Runtime>::iter() {
			add(who, Has::Earned(token), amount);
		}
		Self { amounts, records: records() }
	}

	/// The one account that has something in this way.
	pub fn find(&self, how: Has) -> AccountId {
		let mut found =
			self.amounts.iter().filter(|((_, known), amount)| *known == how && **amount > 0);
		let ((who, _), _) = found.next().expect("somebody has");
		assert!(found.next().is_none());
		who.clone()
	}

	/// Since then just these `changes` have come about, those of one place added up; no other provider's
	/// records than those of `cheat` have changed, and the books agree.
	pub fn expect(
		&self,
		cheat: Sr25519Keyring,
		changes: impl IntoIterator<Item = (AccountId, Has, i128)>,
	) {
		let now = Self::now();
		let amount = |of: &Self, place| of.amounts.get(place).copied().unwrap_or_default() as i128;
		let places: BTreeSet<_> = self.amounts.keys().chain(now.amounts.keys()).collect();
		let found: BTreeMap<_, _> = places
			.into_iter()
			.map(|place| (place.clone(), amount(&now, place) - amount(self, place)))
			.filter(|(_, change)| *change != 0)
			.collect();
		let mut expected = BTreeMap::new();
		for (who, how, change) in changes {
			*expected.entry((who, how)).or_insert(0) += change;
		}
		expected.retain(|_, change| *change != 0);
		assert_eq!(found, expected);

		let others = |of: &Self| {
			let mut records = of.records.clone();
			records.remove(&id(cheat));
			records
		};
		assert_eq!(others(self), others(&now));
		assert_eq!(books::check(), vec![]);
	}
}

fn reason(of: RuntimeHoldReason) -> Has {
	use pallet_provider_staking::HoldReason::{Slash, Stake};
	match of {
		RuntimeHoldReason::Registry(pallet_registry::HoldReason::Proposal) => Has::Deposit,
		RuntimeHoldReason::Staking(Stake) => Has::Staked,
		RuntimeHoldReason::Staking(Slash) => Has::Slashed,
		_ => Has::Held(Token::Native),
	}
}

fn records() -> BTreeMap<AccountId, Vec<u8>> {
	let known = pallet_registry::Providers::<Runtime>::iter_keys()
		.chain(pallet_registry::Proposals::<Runtime>::iter_keys())
		.chain(pallet_provider_staking::Ledgers::<Runtime>::iter_keys());
	known
		.map(|who| {
			let registered = (
				pallet_registry::Providers::<Runtime>::get(&who),
				pallet_registry::Proposals::<Runtime>::get(&who),
				pallet_registry::Reserved::<Runtime>::get(&who),
				pallet_registry::CapacityRequests::<Runtime>::get(&who),
				pallet_registry::AttestationKeys::<Runtime>::get(&who),
			);
			let staked = (
				pallet_provider_staking::Ledgers::<Runtime>::get(&who),
				pallet_provider_staking::Faults::<Runtime>::get(&who),
				<Eras as Trust<AccountId>>::tier(&who),
			);
			(who, (registered, staked).encode())
		})
		.collect()
}
