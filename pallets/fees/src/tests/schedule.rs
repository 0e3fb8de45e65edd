//! What a payment costs (F1–F3).

use super::*;

#[test]
fn spon_pays_no_fees_but_the_share() {
	ExtBuilder::default().build_and_execute(|| {
		let charge = Fees::rates(&SPON).charge(100).unwrap();
		assert_eq!((charge.paid(), charge.net(), charge.share), (100, 80, 20));
	});
}

#[test]
fn other_tokens_pay_as_in_the_example_of_the_rules() {
	ExtBuilder::default().build_and_execute(|| {
		let charge = Fees::rates(&USPON).charge(100).unwrap();
		assert_eq!((charge.paid(), charge.net(), charge.share), (102, 79, 20));
		assert_eq!(charge.user_fee + charge.provider_fee, 3);
		assert_eq!(Fees::rates(&USPON), Fees::rates(&Token::WithId(77)));
	});
}

#[test]
fn a_motion_changes_each_rate_by_itself() {
	ExtBuilder::default().build_and_execute(|| {
		SponUserFee::set(Permill::from_percent(3));
		SponProviderFee::set(Permill::from_percent(4));
		OtherUserFee::set(Permill::from_percent(5));
		OtherProviderFee::set(Permill::from_percent(6));
		FoundationShare::set(Permill::from_percent(7));
		let rates = |user, provider| FeeRates {
			user: Permill::from_percent(user),
			provider: Permill::from_percent(provider),
			share: Permill::from_percent(7),
		};
		assert_eq!(Fees::rates(&SPON), rates(3, 4));
		assert_eq!(Fees::rates(&USPON), rates(5, 6));
	});
}

#[test]
fn share_and_providers_fee_are_never_more_than_everything() {
	ExtBuilder::default().build_and_execute(|| {
		OtherProviderFee::set(Permill::from_percent(30));
		FoundationShare::set(Permill::from_percent(80));
		assert_eq!(Fees::rates(&USPON).provider, Permill::from_percent(20));
		assert_eq!(Fees::rates(&USPON).charge(1_000).unwrap().net(), 0);

		FoundationShare::set(Permill::one());
		assert_eq!(Fees::rates(&USPON).provider, Permill::zero());
	});
}
