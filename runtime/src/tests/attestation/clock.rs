//! The clock: what is attested is charged, and nothing else (A3).

use super::*;
use crate::tests::chain::submit;
use sp_keyring::Sr25519Keyring::Ferdie;

#[test]
fn every_block_is_charged_while_it_is_attested() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let lease = deployment();
		pass_attesting(500, Unhealthy::None);
		assert_eq!(charged(lease), 500);
	});
}

#[test]
fn two_periods_after_the_last_attestation_it_stops_by_itself_and_resumes_with_the_next() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let attested = Eras::now();
		let lease = deployment();
		let activated = Eras::now();
		pass(600);
		assert_eq!(charged(lease), attested + 300 - activated);
		let before = charged(lease);
		attest(Dave, Unhealthy::None);
		pass(10);
		assert_eq!(charged(lease), before + 10);
	});
}

#[test]
fn a_provider_that_never_attested_is_not_paid_at_all() {
	on_market(|| {
		let lease = deployment();
		pass(100);
		assert_eq!(charged(lease), 0);
		submit(Ferdie, pallet_leases::Call::close { lease });
		let dave = Dave.to_account_id();
		let token = spheron_primitives::Token::WithId(crate::presets::USPON);
		assert_eq!(pallet_escrow::Earnings::<Runtime>::get(&dave, token), 0);
	});
}
