//! What providers lose by their faults, and tenants with them (S4, S5), on the whole chain.

use super::{
	chain::{council_decides, on_chain, skip, submit},
	market::{bid, last_lease, open_market, order, serve, spec, USD},
};
use crate::{
	books, configs::oracle::FeederInstance, AccountId, Balance, Balances, Leases, Runtime,
	RuntimeHoldReason, Staking, SPON,
};
use frame_support::{
	assert_ok,
	traits::{
		fungible::{InspectHold, MutateHold},
		tokens::Precision,
	},
};
use pallet_provider_staking::{
	Call as Stake, Claims, Faults, HoldReason, Ledgers, SlashId, SlashKind, Slashes,
};
use sp_keyring::Sr25519Keyring::{self, Alice, Charlie, Dave, Eve, Ferdie};
use sp_runtime::Perbill;
use spheron_primitives::{
	traits::{Drain, DrainReason, Fault, OpenBlocks},
	LeaseId, Resources,
};

/// What Dave and Eve have at stake each, which is what their capacity requires.
const STAKE: Balance = 152 * SPON;

/// Of the preset `fast`, in open blocks.
const SLASH_DELAY: u32 = 15;

/// Runs `test` on a chain on which Dave and Eve provide, SPON is worth half a dollar, and Ferdie has
/// $20.
fn on_market(test: impl FnOnce()) {
	on_chain("fast", || {
		open_market(20 * USD);
		test();
	});
}

fn id(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

/// A lease of Ferdie's with Dave, up and running.
fn leased() -> LeaseId {
	bid(Dave, order(), USD);
	skip(3);
	serve(Dave, last_lease());
	last_lease()
}

fn slash(percent: u32) {
	council_decides(Stake::slash { provider: id(Dave), part: Perbill::from_percent(percent) });
}

fn held(who: Sr25519Keyring, reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&RuntimeHoldReason::Staking(reason), &id(who))
}

/// What a fault with an order of [`spec`] costs.
fn fault_price() -> Balance {
	Staking::fault_price(&Resources::of_services(&spec().services).unwrap())
}

/// A bid is firm (O6).
#[test]
fn who_unbonds_between_bid_and_match_is_at_fault() {
	on_market(|| {
		bid(Dave, order(), USD);
		submit(Dave, Stake::unbond { amount: STAKE });
		skip(3);
		assert_eq!(pallet_leases::Leases::<Runtime>::iter().count(), 0);
		let price = fault_price();
		assert!(price > SPON);
		let left = (held(Dave, HoldReason::Stake), held(Dave, HoldReason::Slash));
		assert_eq!(left, (STAKE - price, price));
		let slash = Slashes::<Runtime>::get(SlashId(0)).unwrap();
		assert_eq!(slash.kind, SlashKind::Award(Fault::NoCapacity));
		assert_eq!(Ledgers::<Runtime>::get(id(Dave)).active, 0);
	});
}

/// One fault, however cheap, is not the way out of all other bids.
#[test]
fn who_is_at_fault_already_is_at_fault_for_its_other_bids() {
	on_market(|| {
		bid(Dave, order(), USD);
		skip(3);
		let lapses = pallet_leases::Leases::<Runtime>::get(last_lease()).unwrap().block_deadline;
		skip(lapses.unwrap() - crate::Eras::now() - 1);
		let firm = [order(), order()];
		for order in firm {
			bid(Dave, order, USD);
		}
		bid(Eve, firm[1], USD);
		skip(1);
		assert_eq!(Slashes::<Runtime>::iter().count(), 1);
		skip(2);
		assert_eq!(Slashes::<Runtime>::iter().count(), 3);
		assert_eq!(held(Dave, HoldReason::Slash), 3 * fault_price());
		// The other bidder has the order.
		let lease = pallet_leases::Leases::<Runtime>::get(last_lease()).unwrap();
		assert_eq!((lease.order, lease.provider), (firm[1], id(Eve)));
	});
}

/// Nor is a slash that has nothing to do with them, unless it closes the provider's leases.
#[test]
fn who_lost_its_stake_and_its_leases_is_not_at_fault() {
	on_market(|| {
		leased();
		bid(Dave, order(), USD);
		skip(2);
		slash(100);
		assert!(Leases::is_draining(&id(Dave)));
		skip(1);
		assert_eq!(Slashes::<Runtime>::iter().count(), 1);
	});
}

/// The leases are closed for the outage, and the slash took the stake that pays for it.
#[test]
fn a_slash_in_the_middle_of_an_outage_pays_its_tenants() {
	on_market(|| {
		let lease = leased();
		skip(600);
		let now = crate::Eras::now();
		Leases::drain(&id(Dave), DrainReason::Outage);
		pallet_leases::Draining::<Runtime>::mutate(id(Dave), |drain| {
			drain.as_mut().unwrap().down = Some(now - 600);
		});
		slash(100);
		skip(1);
		submit(Dave, pallet_leases::Call::confirm_closed { lease });
		let ended = pallet_leases::Leases::<Runtime>::get(lease).unwrap();
		assert_eq!(ended.state.end_reason(), Some(pallet_leases::EndReason::Outage));
		// Two thirds of $1.02 were not spent, which is 1.36 SPON.
		let lost = 136 * SPON / 100;
		let claim = Claims::<Runtime>::get(SlashId(0), lease).unwrap();
		assert_eq!((claim.tenant, claim.loss), (id(Ferdie), lost));
		assert_eq!(Slashes::<Runtime>::iter().count(), 1);

		skip(SLASH_DELAY);
		let before = Balances::free_balance(id(Ferdie));
		submit(Alice, Stake::claim { slash: SlashId(0), lease });
		assert_eq!(Balances::free_balance(id(Ferdie)) - before, lost);
	});
}

/// What tenants lose is counted by the last price, however old and whoever made it.
#[test]
fn without_feeders_the_tenants_of_a_slash_are_paid() {
	on_market(|| {
		let lease = leased();
		for feeder in [Charlie, Alice] {
			council_decides(pallet_membership::Call::<Runtime, FeederInstance>::remove_member {
				who: id(feeder).into(),
			});
		}
		slash(100);
		skip(1);
		submit(Dave, pallet_leases::Call::confirm_closed { lease });
		skip(SLASH_DELAY);
		let before = Balances::free_balance(id(Ferdie));
		submit(Alice, Stake::claim { slash: SlashId(0), lease });
		assert_eq!(Balances::free_balance(id(Ferdie)) - before, 204 * SPON / 100);
	});
}

#[test]
fn a_slash_before_spon_has_a_price_is_refused_while_there_are_leases() {
	on_market(|| {
		leased();
		pallet_oracle::Values::<Runtime>::remove(spheron_primitives::Token::Native);
		let part = Perbill::one();
		let decided = super::chain::motion(
			&[Alice, Sr25519Keyring::Bob],
			Stake::slash { provider: id(Dave), part },
		);
		assert_eq!(decided, Err(pallet_provider_staking::Error::<Runtime>::NoPrice.into()));
		assert!(!Leases::is_draining(&id(Dave)));
		council_decides(Stake::slash { provider: id(Eve), part });
	});
}

/// The deadline is the last block of an era; it is served in the next.
#[test]
fn an_award_not_confirmed_counts_in_the_era_of_its_deadline() {
	on_market(|| {
		bid(Dave, order(), USD);
		skip(3);
		let lapses = pallet_leases::Leases::<Runtime>::get(last_lease()).unwrap().block_deadline;
		let era = pallet_eras::CurrentEra::<Runtime>::get();
		// As if an era had begun after the deadline.
		skip(lapses.unwrap() - crate::Eras::now() - 1);
		pallet_eras::Now::<Runtime>::mutate(|now| *now += 5);
		let next = era.next(crate::Eras::now());
		pallet_eras::CurrentEra::<Runtime>::put(next);
		pallet_eras::EraStarts::<Runtime>::insert(next.index, next.started);
		skip(1);
		assert_eq!(Faults::<Runtime>::get(id(Dave)).era, era.index);
		assert_eq!(Faults::<Runtime>::get(id(Dave)).count, 1);
		assert_eq!(crate::Eras::era(), era.index + 1);
	});
}

/// SPON on hold as stake that nobody has recorded could never be had back (I6).
#[test]
fn the_books_see_stake_on_hold_for_nothing_and_stake_that_is_not_on_hold() {
	on_market(|| {
		let wrong = || books::check().into_iter().map(|(whose, _)| whose).collect::<Vec<_>>();
		for reason in [HoldReason::Stake, HoldReason::Slash] {
			let reason = RuntimeHoldReason::Staking(reason);
			for who in [Alice, Dave] {
				assert_ok!(Balances::hold(&reason, &id(who), SPON));
				assert!(wrong().contains(&"Holds".to_string()), "{reason:?} of {who}");
				assert_ok!(Balances::release(&reason, &id(who), SPON, Precision::Exact));
				assert_eq!(wrong(), Vec::<String>::new());
			}
		}
		let reason = RuntimeHoldReason::Staking(HoldReason::Stake);
		assert_ok!(Balances::release(&reason, &id(Dave), STAKE, Precision::Exact));
		assert!(wrong().contains(&"Holds".to_string()));
		assert_ok!(Balances::hold(&reason, &id(Dave), STAKE));

		slash(50);
		let reason = RuntimeHoldReason::Staking(HoldReason::Slash);
		assert_ok!(Balances::release(&reason, &id(Dave), STAKE / 2, Precision::Exact));
		assert!(wrong().contains(&"Holds".to_string()));
		assert_ok!(Balances::hold(&reason, &id(Dave), STAKE / 2));
	});
}
