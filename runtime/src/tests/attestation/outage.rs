//! Outages, which end leases (L5).

use super::*;
use crate::{Leases, Staking, HOURS};
use pallet_attestation::NOT_HEARD;
use pallet_leases::{EndReason, LeaseState};
use spheron_primitives::traits::{Drain, Stake};

fn state(lease: LeaseId) -> LeaseState {
	pallet_leases::Leases::<Runtime>::get(lease).unwrap().state
}

#[test]
fn a_silent_provider_loses_its_leases_without_any_transaction() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let attested = Eras::now();
		let lease = deployment();
		let stake = Staking::active(&Dave.to_account_id());
		run_to(System::block_number() + (attested + 300 + HOURS - 1 - Eras::now()));
		assert_eq!(state(lease), LeaseState::Active);
		next_block();
		assert_eq!(state(lease), LeaseState::Closing { reason: EndReason::Outage });
		assert!(Staking::active(&Dave.to_account_id()) < stake);
		// It is too late to come back.
		assert!(Leases::is_draining(&Dave.to_account_id()));
		assert_eq!(daves(&healthy()), invalid(InvalidTransaction::Custom(NOT_HEARD)));
	});
}

#[test]
fn saying_that_all_is_down_again_and_again_puts_nothing_off() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let lease = deployment();
		pass(150);
		attest(Dave, Unhealthy::All);
		let (down, before) = (Eras::now(), charged(lease));
		pass_attesting(HOURS - 1, Unhealthy::All);
		assert_eq!((state(lease), charged(lease)), (LeaseState::Active, before));
		next_block();
		assert_eq!(Eras::now(), down + HOURS);
		assert_eq!(state(lease), LeaseState::Closing { reason: EndReason::Outage });
	});
}

#[test]
fn whoever_comes_back_after_the_limit_and_before_the_hook_had_room_is_not_heard() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		deployment();
		pass(400);
		assert_ok!(daves(&healthy()));
		// As if the hooks had had no room since.
		pallet_eras::Now::<Runtime>::mutate(|now| *now += 2 * HOURS);
		assert_eq!(daves(&healthy()), invalid(InvalidTransaction::Custom(NOT_HEARD)));
	});
}
