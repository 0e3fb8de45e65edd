//! Capacity changed under what is reserved, or without approval; and bids that are not meant (R4, O6,
//! S4).

use super::*;
use crate::tests::market::{details, spec};
use pallet_registry::{CapacityRequests, Error};
use sp_core::H256;
use spheron_primitives::{traits::OpenBlocks, GpuModel, Resources};

type LeasesError = pallet_leases::Error<Runtime>;
type Refusal = Error<Runtime>;
type StakeError = pallet_provider_staking::Error<Runtime>;

/// What a failed award of [`spec`] costs: 5 % of the 33.390 625 SPON that its resources require, and
/// 0.1 SPON.
const FAULT: i128 = 1_769_531_250_000_000_000;

/// Dave asks for the capacity that `change` makes of his.
fn request(change: impl FnOnce(&mut Resources)) -> Registry {
	let details = details(Dave);
	let mut capacity = details.capacity;
	change(&mut capacity);
	Registry::request_capacity { capacity, cpu_class: details.cpu_class }
}

fn approve() -> Registry {
	let request = CapacityRequests::<Runtime>::get(id(Dave)).unwrap().hash();
	Registry::approve_capacity { provider: id(Dave), request }
}

fn rtx3060() -> GpuModel {
	b"rtx3060".to_vec().try_into().unwrap()
}

#[test]
fn no_capacity_falls_below_what_is_reserved() {
	let changes: [fn(&mut Resources); 4] = [
		|capacity| capacity.vcpu_millis = 7_999,
		|capacity| capacity.ram_mib = 16_383,
		|capacity| capacity.storage_gib = 199,
		|capacity| capacity.gpus = Default::default(),
	];
	for change in changes {
		on_market(|| {
			leased(Ferdie, spec());
			act(Dave, request(change));
			refused_to_council(approve(), Refusal::BelowReserved);
		});
	}
}

#[test]
fn a_model_that_is_reserved_is_not_exchanged_for_another() {
	on_market(|| {
		leased(Ferdie, spec());
		act(
			Dave,
			request(|capacity| {
				capacity.gpus.remove(&rtx3060());
				capacity.gpus.try_insert(b"h100".to_vec().try_into().unwrap(), 4).unwrap();
			}),
		);
		refused_to_council(approve(), Refusal::BelowReserved);
	});
}

/// What counts is what is reserved when it is decided, an award included.
#[test]
fn a_request_made_before_the_lease_does_not_get_under_it() {
	on_market(|| {
		act(Dave, request(|capacity| capacity.vcpu_millis = 7_999));
		let motion = moved(approve());
		ordered(Ferdie, spec());
		skip(3);
		carried_in_vain(&motion, Refusal::BelowReserved);
		// Nor is it given back before its time.
		let lease = last_lease();
		refused(Dave, Leases::confirm_closed { lease }, LeasesError::NotClosing);
		act(Dave, Leases::confirm { lease });
	});
}

/// While the workload may still be up.
#[test]
fn capacity_is_reserved_until_the_end_is_confirmed() {
	on_market(|| {
		let lease = leased(Ferdie, spec());
		act(Dave, request(|capacity| capacity.vcpu_millis = 1_000));
		act(Ferdie, Leases::close { lease });
		refused_to_council(approve(), Refusal::BelowReserved);
	});
}

#[test]
fn nobody_approves_its_own_capacity_or_swaps_what_is_to_be_approved() {
	on_market(|| {
		act(Dave, request(|capacity| capacity.vcpu_millis = 64_000));
		refused(Dave, approve(), DispatchError::BadOrigin);
		refused(Dave, request(|capacity| capacity.ram_mib = 1), Refusal::CapacityRequestPending);
		let motion = moved(approve());
		act(Dave, Registry::withdraw_capacity_request {});
		act(Dave, request(|capacity| capacity.vcpu_millis = 640_000));
		carried_in_vain(&motion, Refusal::CapacityRequestChanged);
		// For another provider, it is no request at all.
		let request = CapacityRequests::<Runtime>::get(id(Dave)).unwrap().hash();
		let for_eve = Registry::approve_capacity { provider: id(Eve), request };
		refused_to_council(for_eve, Refusal::NoCapacityRequest);
		let unknown = Registry::approve_capacity { provider: id(Dave), request: H256::zero() };
		refused_to_council(unknown, Refusal::CapacityRequestChanged);
	});
}

/// To ask for less does not free any stake; only to have less does.
#[test]
fn a_request_for_less_lowers_no_requirement() {
	on_market(|| {
		leased(Ferdie, spec());
		act(Dave, request(|capacity| capacity.storage_gib = 200));
		let unbond = Stake::unbond { amount: 1 };
		refused(Dave, unbond, StakeError::StakeRequired);
	});
}

#[test]
fn who_gives_its_capacity_away_between_bid_and_match_loses_the_price_of_a_fault() {
	on_market(|| {
		act(Dave, request(|capacity| capacity.vcpu_millis = 7_999));
		loses_its_award(|| decided(approve()));
	});
}

#[test]
fn who_announces_maintenance_for_the_match_loses_the_price_of_a_fault() {
	on_market(|| {
		let starts_at = crate::Eras::now() + 5;
		act(Dave, Registry::announce_maintenance { starts_at, ends_at: starts_at + 9 });
		skip(3);
		loses_its_award(|| ());
	});
}

#[test]
fn who_leaves_and_unbonds_between_bid_and_match_loses_the_price_of_a_fault() {
	on_market(|| {
		loses_its_award(|| {
			act(Dave, Registry::leave {});
			act(Dave, Stake::unbond { amount: STAKE });
		});
		// The rest comes back, the fault does not.
		let before = Standing::now();
		skip(UNBONDING);
		act(Dave, Stake::withdraw_unbonded {});
		let rest = STAKE as i128 - FAULT;
		before.expect(
			Dave,
			[
				(id(Dave), Has::Staked, -rest),
				(id(Dave), Has::Free(Token::Native), rest),
				(id(Dave), Has::Slashed, -FAULT),
				(pot(), Has::Free(Token::Native), FAULT),
			],
		);
	});
}

#[test]
fn who_does_not_confirm_its_award_loses_the_price_of_a_fault() {
	on_market(|| {
		ordered(Ferdie, spec());
		skip(3);
		let lease = last_lease();
		refused(Dave, Leases::close { lease }, LeasesError::BidIsFirm);
		// What it could lose is not unbonded ahead of it.
		let unbond = Stake::unbond { amount: 1 };
		refused(Dave, unbond, StakeError::StakeRequired);
		let before = Standing::now();
		skip(8);
		before.expect(Dave, lost_and_unlocked());
		refused(Dave, Leases::confirm { lease }, LeasesError::NotReserving);
	});
}

/// Dave bids on [`spec`], then `acts`; at the match nobody is left to serve it.
fn loses_its_award(acts: impl FnOnce()) {
	ordered(Ferdie, spec());
	acts();
	let before = Standing::now();
	skip(3);
	before.expect(Dave, lost_and_unlocked());
	assert_eq!(pallet_leases::Leases::<Runtime>::iter().count(), 0);
}

fn lost_and_unlocked() -> [(AccountId, Has, i128); 4] {
	[
		(id(Dave), Has::Staked, -FAULT),
		(id(Dave), Has::Slashed, FAULT),
		(id(Ferdie), Has::Locked(TOKEN), -1_020_000),
		(id(Ferdie), Has::Unlocked(TOKEN), 1_020_000),
	]
}
