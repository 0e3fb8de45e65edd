//! What holds for every course of events.

use super::*;
use proptest::prelude::*;
use spheron_primitives::Balance;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
	Credit(usize, Token, Balance),
	Flush(Token),
	SetFoundation(u64),
	Refuse(bool),
}

fn token() -> impl Strategy<Value = Token> {
	prop_oneof![Just(SPON), Just(USPON)]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = prop_oneof![
		4 => (0..KINDS.len(), token(), 0..1_000_000u128)
			.prop_map(|(kind, token, amount)| Step::Credit(kind, token, amount)),
		2 => token().prop_map(Step::Flush),
		1 => (100..103u64).prop_map(Step::SetFoundation),
		1 => any::<bool>().prop_map(Step::Refuse),
	];
	proptest::collection::vec(step, 1..60)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// No fee is lost and none is paid twice: what was credited is owed or was paid out.
	#[test]
	fn every_fee_is_owed_or_paid(steps in steps()) {
		ExtBuilder::default().without_foundation().build_and_execute(|| {
			let mut credited = BTreeMap::<Token, Balance>::new();
			for step in steps {
				match step {
					Step::Credit(kind, token, amount) => {
						assert_ok!(Fees::credit(KINDS[kind], &token, amount));
						*credited.entry(token).or_default() += amount;
					},
					Step::Flush(token) => {
						let possible = Fees::owed(&token) > 0 &&
							Fees::foundation().is_some() &&
							!Refusing::get();
						let origin = RuntimeOrigin::signed(ANYONE);
						let done = Fees::flush(origin, Destination::Foundation, token);
						assert_eq!(done.is_ok(), possible);
					},
					Step::SetFoundation(account) => {
						assert_ok!(Fees::set_foundation(RuntimeOrigin::root(), account));
					},
					Step::Refuse(refusing) => Refusing::set(refusing),
				}
				for (token, credited) in &credited {
					let paid: Balance =
						Paid::get().iter().filter(|((_, t), _)| t == token).map(|(_, a)| a).sum();
					assert_eq!(Fees::owed(token) + paid, *credited);
				}
				assert_ok!(Fees::do_try_state());
			}
		});
	}

	/// Whatever the motions say, a payment can be split and nobody gets less than nothing.
	#[test]
	fn any_rates_can_be_charged(
		user in 0..=1_000_000u32,
		provider in 0..=1_000_000u32,
		share in 0..=1_000_000u32,
		gross in 0..1u128 << 100,
	) {
		ExtBuilder::default().build_and_execute(|| {
			OtherUserFee::set(Permill::from_parts(user));
			OtherProviderFee::set(Permill::from_parts(provider));
			FoundationShare::set(Permill::from_parts(share));
			let charge = Fees::rates(&USPON).charge(gross).unwrap();
			assert!(charge.user_fee <= gross);
			assert_eq!(charge.net() + charge.share + charge.provider_fee, gross);
		});
	}
}
