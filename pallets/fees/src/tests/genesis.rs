//! What there is in the first block.

use super::*;
use frame_support::traits::StorageVersion;

#[test]
fn the_pot_has_its_float() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Balances::free_balance(Fees::pot_account()), ED);
		assert_eq!(Balances::total_issuance(), PLENTY + ED);
	});
}

#[test]
fn nothing_is_owed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Owed::<Test>::iter().count(), 0);
		assert_eq!(Fees::owed(&SPON), 0);
		assert_eq!(Collected::<Test>::get(), None);
	});
}

#[test]
fn the_version_of_the_storage_is_written() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(StorageVersion::get::<Fees>(), 1);
	});
}
