//! Rates of a token of its own.

use super::*;

const OTHER: Token = Token::WithId(2);

fn rates(user: u32, provider: u32, share: u32) -> FeeRates {
	FeeRates {
		user: Permill::from_percent(user),
		provider: Permill::from_percent(provider),
		share: Permill::from_percent(share),
	}
}

fn set(token: Token, rates: Option<FeeRates>) -> DispatchResult {
	Fees::set_rates(RuntimeOrigin::root(), token, rates)
}

#[test]
fn the_council_sets_the_rates_of_one_token() {
	ExtBuilder::default().build_and_execute(|| {
		let others = Fees::rates(&OTHER);
		assert_ok!(set(USPON, Some(rates(4, 3, 10))));
		assert_eq!(Fees::rates(&USPON), rates(4, 3, 10));
		assert_eq!(Fees::rates(&OTHER), others);
		assert_eq!(
			take_events(),
			vec![Event::RatesSet { token: USPON, rates: Some(rates(4, 3, 10)) }]
		);
	});
}

#[test]
fn spon_can_have_fees_too() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set(SPON, Some(rates(2, 1, 20))));
		let charge = Fees::rates(&SPON).charge(100).unwrap();
		assert_eq!((charge.paid(), charge.net(), charge.share), (102, 79, 20));
	});
}

#[test]
fn rates_of_its_own_do_not_follow_those_of_the_class() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set(USPON, Some(rates(4, 3, 10))));
		OtherUserFee::set(Permill::from_percent(9));
		assert_eq!(Fees::rates(&USPON), rates(4, 3, 10));
		assert_eq!(Fees::rates(&OTHER), rates(9, 1, 20));
	});
}

#[test]
fn a_token_goes_back_to_the_rates_of_its_class() {
	ExtBuilder::default().build_and_execute(|| {
		let before = Fees::rates(&USPON);
		assert_ok!(set(USPON, Some(rates(4, 3, 10))));
		take_events();
		assert_ok!(set(USPON, None));
		assert_eq!(Fees::rates(&USPON), before);
		assert_eq!(TokenRates::<Test>::iter().count(), 0);
		assert_eq!(take_events(), vec![Event::RatesSet { token: USPON, rates: None }]);
	});
}

#[test]
fn a_provider_never_owes_more_than_it_earns() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set(USPON, Some(rates(0, 21, 80))), Error::<Test>::ProviderFeeTooHigh);
		assert_noop!(set(USPON, Some(rates(0, 1, 100))), Error::<Test>::ProviderFeeTooHigh);
		assert_ok!(set(USPON, Some(rates(0, 20, 80))));
		assert_eq!(Fees::rates(&USPON).charge(1_000).unwrap().net(), 0);
		assert_ok!(set(USPON, Some(rates(100, 0, 100))));
	});
}

#[test]
fn nobody_else_can_set_them() {
	ExtBuilder::default().build_and_execute(|| {
		let set = |origin| Fees::set_rates(origin, USPON, None);
		assert_noop!(set(RuntimeOrigin::signed(ANYONE)), BadOrigin);
		assert_noop!(set(RuntimeOrigin::none()), BadOrigin);
	});
}
