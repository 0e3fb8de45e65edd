use super::chain::on_chain;
use crate::{presets, Runtime, Session};
use sp_keyring::Sr25519Keyring;

#[test]
fn every_preset_builds_with_books_that_agree() {
	for name in presets::names() {
		on_chain(&name, || ());
	}
}

#[test]
fn only_the_development_preset_has_a_sudo_key() {
	on_chain("development", || {
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(Sr25519Keyring::Alice.to_account_id()));
	});
	for name in ["local_testnet", "fast"] {
		on_chain(name, || assert_eq!(pallet_sudo::Key::<Runtime>::get(), None));
	}
}

#[test]
fn the_local_preset_has_four_validators() {
	on_chain("local_testnet", || assert_eq!(Session::validators().len(), 4));
}
