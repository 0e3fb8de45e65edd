//! How a kind of fee is shared out (F7).

use super::*;
use Destination::*;

fn set(kind: FeeKind, legs: &[(Destination, u32)]) -> DispatchResult {
	Fees::set_route(RuntimeOrigin::root(), kind, route(legs))
}

#[test]
fn everything_goes_to_the_foundation_but_a_fifth_of_transaction_fees() {
	ExtBuilder::default().build_and_execute(|| {
		for kind in FeeKind::ALL {
			let expected = match kind {
				FeeKind::Transaction => route(&[(Foundation, 800_000), (BlockAuthor, 200_000)]),
				_ => route(&[(Foundation, 1_000_000)]),
			};
			assert_eq!(Fees::route(kind), expected);
		}
	});
}

#[test]
fn the_council_sets_the_route_of_one_kind() {
	ExtBuilder::default().build_and_execute(|| {
		let legs = [(RewardPot, 500_000), (Burn, 499_999), (Foundation, 1)];
		assert_ok!(set(FeeKind::Slash, &legs));
		assert_eq!(Fees::route(FeeKind::Slash), route(&legs));
		assert_eq!(Fees::route(FeeKind::User), route(&[(Foundation, 1_000_000)]));
		assert_eq!(
			take_events(),
			vec![Event::RouteSet { kind: FeeKind::Slash, route: route(&legs) }]
		);
	});
}

#[test]
fn what_is_owed_already_stays_owed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 10));
		route_all(FeeKind::User, RewardPot);
		assert_ok!(Fees::credit(FeeKind::User, &USPON, 4));
		assert_eq!(owed(Payee::Foundation, USPON), 10);
		assert_eq!(owed(Payee::RewardPot, USPON), 4);
	});
}

#[test]
fn shares_add_to_one_hundred_percent() {
	ExtBuilder::default().build_and_execute(|| {
		for legs in [
			&[][..],
			&[(Burn, 999_999)],
			&[(Burn, 1_000_000), (RewardPot, 1)],
			&[(Foundation, 1_000_000), (Burn, 1_000_000)],
		] {
			assert_noop!(set(FeeKind::User, legs), Error::<Test>::SharesNotWhole);
		}
	});
}

#[test]
fn a_destination_stands_once() {
	ExtBuilder::default().build_and_execute(|| {
		let legs = [(Burn, 400_000), (Foundation, 200_000), (Burn, 400_000)];
		assert_noop!(set(FeeKind::User, &legs), Error::<Test>::DuplicateDestination);
	});
}

#[test]
fn a_share_of_nothing_is_left_out() {
	ExtBuilder::default().build_and_execute(|| {
		let legs = [(Foundation, 1_000_000), (Burn, 0)];
		assert_noop!(set(FeeKind::User, &legs), Error::<Test>::EmptyShare);
	});
}

#[test]
fn nobody_else_can_set_it() {
	ExtBuilder::default().build_and_execute(|| {
		let legs = route(&[(Foundation, 1_000_000)]);
		let set = |origin| Fees::set_route(origin, FeeKind::User, legs.clone());
		assert_noop!(set(RuntimeOrigin::signed(ANYONE)), BadOrigin);
		assert_noop!(set(RuntimeOrigin::none()), BadOrigin);
	});
}
