//! Fees of leases are owed (F7).

use super::*;

#[test]
fn every_kind_of_fee_is_owed_to_the_foundation_at_first() {
	ExtBuilder::default().build_and_execute(|| {
		for (i, kind) in LEASE_KINDS.into_iter().enumerate() {
			assert_ok!(Fees::credit(kind, &USPON, 10));
			assert_eq!(owed(Payee::Foundation, USPON), 10 * (i as Balance + 1));
		}
		assert_eq!(
			take_events(),
			LEASE_KINDS.map(|kind| Event::Credited {
				kind,
				payee: Payee::Foundation,
				token: USPON,
				amount: 10
			})
		);
	});
}

#[test]
fn a_fee_is_shared_out_and_the_last_takes_the_rest() {
	ExtBuilder::default().build_and_execute(|| {
		let thirds = route(&[
			(Destination::RewardPot, 333_333),
			(Destination::BlockAuthor, 333_333),
			(Destination::Burn, 333_334),
		]);
		assert_ok!(Fees::set_route(RuntimeOrigin::root(), FeeKind::User, thirds));
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 11));
		assert_eq!(owed(Payee::RewardPot, USPON), 3);
		assert_eq!(owed(Payee::Author(AUTHOR), USPON), 3);
		assert_eq!(owed(Payee::Burn, USPON), 5);
		assert_eq!(Fees::owed(&USPON), 11);
	});
}

#[test]
fn parts_of_nothing_leave_no_trace() {
	ExtBuilder::default().build_and_execute(|| {
		let halves = route(&[(Destination::RewardPot, 500_000), (Destination::Burn, 500_000)]);
		assert_ok!(Fees::set_route(RuntimeOrigin::root(), FeeKind::User, halves));
		take_events();
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 1));
		let credited =
			Event::Credited { kind: FeeKind::User, payee: Payee::Burn, token: USPON, amount: 1 };
		assert_eq!(take_events(), vec![credited]);
		assert_eq!(Owed::<Test>::iter().count(), 1);
	});
}

#[test]
fn the_largest_amount_is_shared_out_to_the_last_unit() {
	ExtBuilder::default().build_and_execute(|| {
		let most = route(&[(Destination::Foundation, 999_999), (Destination::Burn, 1)]);
		assert_ok!(Fees::set_route(RuntimeOrigin::root(), FeeKind::User, most));
		assert_ok!(Fees::credit(FeeKind::User, &USPON, Balance::MAX));
		let burn = owed(Payee::Burn, USPON);
		assert_eq!(burn, Balance::MAX / 1_000_000 + 1);
		assert_eq!(owed(Payee::Foundation, USPON), Balance::MAX - burn);
	});
}

#[test]
fn each_author_is_owed_for_its_own_blocks() {
	ExtBuilder::default().build_and_execute(|| {
		route_all(FeeKind::User, Destination::BlockAuthor);
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 3));
		Authoring::set(Some(AUTHOR + 1));
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 5));
		assert_eq!(owed(Payee::Author(AUTHOR), USPON), 3);
		assert_eq!(owed(Payee::Author(AUTHOR + 1), USPON), 5);
	});
}

#[test]
fn the_share_of_an_unknown_author_is_the_foundations() {
	ExtBuilder::default().build_and_execute(|| {
		route_all(FeeKind::User, Destination::BlockAuthor);
		Authoring::set(None);
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 3));
		assert_eq!(owed(Payee::Foundation, USPON), 3);
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
		assert_storage_noop!(Fees::credit(FeeKind::User, &SPON, 0).unwrap());
	});
}

#[test]
fn more_than_there_can_be_is_refused_as_a_whole() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, Balance::MAX));
		assert_noop!(Fees::credit(FeeKind::Provider, &SPON, 1), ArithmeticError::Overflow);
		// The first part alone would fit.
		let halves = route(&[(Destination::Burn, 500_000), (Destination::Foundation, 500_000)]);
		assert_ok!(Fees::set_route(RuntimeOrigin::root(), FeeKind::Provider, halves));
		assert_noop!(Fees::credit(FeeKind::Provider, &SPON, 2), ArithmeticError::Overflow);
	});
}

#[test]
fn fees_are_owed_even_while_the_foundation_has_no_account() {
	ExtBuilder::default().without_foundation().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &SPON, 3));
		assert_eq!(Fees::owed(&SPON), 3);
	});
}
