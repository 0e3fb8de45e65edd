//! Fees are owed (F7).

use super::*;
use sp_runtime::ArithmeticError;
use spheron_primitives::Balance;

#[test]
fn every_kind_of_fee_is_owed_to_the_foundation() {
	ExtBuilder::default().build_and_execute(|| {
		for (i, kind) in KINDS.into_iter().enumerate() {
			assert_ok!(Fees::credit(kind, &USPON, 10));
			assert_eq!(Owed::<Test>::get(Destination::Foundation, USPON), 10 * (i as Balance + 1));
		}
		assert_eq!(
			take_events(),
			KINDS.map(|kind| Event::Credited {
				kind,
				destination: Destination::Foundation,
				token: USPON,
				amount: 10
			})
		);
	});
}

#[test]
fn tokens_are_owed_apart() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 5));
		assert_eq!((Fees::owed(&SPON), Fees::owed(&USPON)), (3, 5));
		assert_eq!(Fees::owed(&Token::WithId(2)), 0);
	});
}

#[test]
fn crediting_nothing_does_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		frame_support::assert_storage_noop!(Fees::credit(FeeKind::User, &SPON, 0).unwrap());
	});
}

#[test]
fn more_than_there_can_be_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, Balance::MAX));
		assert_noop!(Fees::credit(FeeKind::Provider, &SPON, 1), ArithmeticError::Overflow);
	});
}

#[test]
fn fees_are_owed_even_while_the_foundation_has_no_account() {
	ExtBuilder::default().without_foundation().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_eq!(Fees::owed(&SPON), 3);
	});
}
