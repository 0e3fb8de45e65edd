//! Served so late that their provider has attested many times meanwhile, and was down in between: nobody
//! is charged for more than what was served by the block in which it was due.

use super::*;
use crate::{
	dynamic_params::attestation::{AttestationPeriod, Parameters},
	tests::{attestation::attest, chain::council_decides},
	RuntimeParameters,
};
use pallet_attestation::Unhealthy;

/// So short that many are over before the last lease is served.
const PERIOD: u32 = 4;

/// All leases end by their provider's notice in one block and are served block by block. Meanwhile Dave
/// attests in every period, and `is_down` in those that it says. At which block they end.
fn served_among_attestations(is_down: fn(u32) -> bool) -> u32 {
	let end = notice_of_all();
	council_decides(pallet_parameters::Call::set_parameter {
		key_value: RuntimeParameters::Attestation(Parameters::AttestationPeriod(
			AttestationPeriod,
			Some(PERIOD),
		)),
	});
	skip(end - Eras::now());
	assert!(0 < left(is_closing) && left(is_closing) < MANY as usize, "some are served in time");
	let mut periods = 0;
	while left(is_closing) > 0 {
		attest(Dave, if is_down(periods) { Unhealthy::All } else { Unhealthy::None });
		(0..PERIOD).for_each(|_| skip(1));
		periods += 1;
		assert!(u64::from(periods) <= MANY, "it goes on for ever");
	}
	assert!(periods > 8, "only {periods} periods");
	assert_eq!(books::check(), vec![]);
	end
}

#[test]
fn of_which_a_notice_is_served_many_attestations_and_an_outage_later() {
	market().play(|| {
		let end = served_among_attestations(|period| period == 3);
		assert_charged(EndReason::ProviderClosed, end, 10 + windows::ProviderNotice::get());
	});
}

/// Of a clock that stood still again and again nobody knows any more what it was: that is its
/// provider's loss.
#[test]
fn of_which_a_notice_is_served_many_outages_later() {
	market().play(|| {
		let end = served_among_attestations(|period| period % 2 == 1);
		let served = 10 + windows::ProviderNotice::get();
		let mut short = 0;
		for id in ids() {
			let lease = lease(id);
			assert_eq!(lease.ended, Some(end));
			let (gross, paid) = cost(id, served);
			assert!(lease.paid.gross <= gross && lease.paid.paid() <= paid, "{id:?}");
			short += usize::from(lease.paid.gross < gross);
		}
		assert!(0 < short && short < MANY as usize, "{short}");
	});
}
