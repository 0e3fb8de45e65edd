//! Leases that are not healthy (A2).

use super::*;
use sp_keyring::Sr25519Keyring::Eve;

#[test]
fn a_lease_that_is_not_healthy_alone_stops() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let [ill, well] = [deployment(), deployment()];
		pass(150);
		let [before, well_before] = [charged(ill), charged(well)];
		attest(Dave, listed([ill]));
		pass_attesting(149, Unhealthy::None);
		assert_eq!((charged(ill), charged(well)), (before, well_before + 149));
		// From the next attestation on it is healthy.
		pass_attesting(11, Unhealthy::None);
		assert_eq!((charged(ill), charged(well)), (before + 10, well_before + 160));
	});
}

#[test]
fn what_a_provider_says_of_anothers_lease_means_nothing() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		attest(Eve, Unhealthy::None);
		let lease = deployment();
		pass(150);
		attest(Eve, listed([lease]));
		attest(Dave, Unhealthy::None);
		let before = charged(lease);
		pass(10);
		assert_eq!(charged(lease), before + 10);
	});
}
