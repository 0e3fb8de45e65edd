//! What holds for every course of events.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
	Credit(FeeKind, Token, Balance),
	Transaction(Balance),
	Slash(Balance),
	EndBlock(Option<AccountId>),
	SetRoute(FeeKind, Route),
	SetFoundation(AccountId),
	Flush(Payee<AccountId>, Token),
	Refuse(bool),
	Gift(Balance),
}

/// The accounts that the foundation may have.
const FOUNDATIONS: [AccountId; 3] = [100, 101, 102];

fn token() -> impl Strategy<Value = Token> {
	prop_oneof![Just(SPON), Just(USPON), Just(Token::WithId(2))]
}

fn author() -> impl Strategy<Value = AccountId> {
	160..163u64
}

/// Amounts below the existential deposit, odd ones, and large ones.
fn amount() -> impl Strategy<Value = Balance> {
	prop_oneof![0..ED, 0..1_000_000u128, 1u128 << 60..1 << 80]
}

fn payee() -> impl Strategy<Value = Payee<AccountId>> {
	prop_oneof![
		2 => Just(Payee::Foundation),
		1 => Just(Payee::RewardPot),
		2 => author().prop_map(Payee::Author),
		1 => Just(Payee::Burn),
	]
}

/// One to four destinations, in any order, with any shares that add up.
fn any_route() -> impl Strategy<Value = Route> {
	let destinations = Just(Destination::ALL.to_vec()).prop_shuffle();
	(destinations, proptest::collection::btree_set(1..1_000_000u32, 0..4)).prop_map(
		|(destinations, cuts)| {
			let ends = cuts.iter().copied().chain([1_000_000]);
			let starts = [0].into_iter().chain(cuts.iter().copied());
			let shares = ends.zip(starts).map(|(end, start)| end - start);
			route(&destinations.into_iter().zip(shares).collect::<Vec<_>>())
		},
	)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = prop_oneof![
		6 => (prop::sample::select(&LEASE_KINDS[..]), token(), amount())
			.prop_map(|(kind, token, amount)| Step::Credit(kind, token, amount)),
		3 => amount().prop_map(Step::Transaction),
		2 => amount().prop_map(Step::Slash),
		2 => prop::option::weighted(0.8, author()).prop_map(Step::EndBlock),
		2 => (prop::sample::select(&FeeKind::ALL[..]), any_route())
			.prop_map(|(kind, route)| Step::SetRoute(kind, route)),
		1 => prop::sample::select(&FOUNDATIONS[..]).prop_map(Step::SetFoundation),
		6 => (payee(), token()).prop_map(|(payee, token)| Step::Flush(payee, token)),
		1 => any::<bool>().prop_map(Step::Refuse),
		1 => (1..1_000u128).prop_map(Step::Gift),
	];
	proptest::collection::vec(step, 1..80)
}

/// What should be, by arithmetic of its own.
#[derive(Default)]
struct Model {
	/// All that was ever credited.
	credited: BTreeMap<(Payee<AccountId>, Token), Balance>,
	/// What the running block's transactions paid, and its author at the first of them.
	collected: Option<(Balance, Option<AccountId>)>,
	/// What was ever credited in the escrow's account, by token.
	in_escrow: BTreeMap<Token, Balance>,
	/// New SPON: fees and slashes.
	issued: Balance,
	/// What was given to the pot.
	gifts: Balance,
}

impl Model {
	fn credit(&mut self, kind: FeeKind, token: Token, amount: Balance, author: Option<AccountId>) {
		let legs = Routes::<Test>::get(kind).map_or_else(
			|| match kind {
				FeeKind::Transaction => {
					vec![(Destination::Foundation, 800_000), (Destination::BlockAuthor, 200_000)]
				}
				_ => vec![(Destination::Foundation, 1_000_000)],
			},
			|route| route.0.iter().map(|(to, share)| (*to, share.deconstruct())).collect(),
		);
		let last = legs.len() - 1;
		let mut rest = amount;
		for (i, (to, parts)) in legs.into_iter().enumerate() {
			let part = if i == last { rest } else { amount * Balance::from(parts) / 1_000_000 };
			rest -= part;
			let payee = match (to, author) {
				(Destination::RewardPot, _) => Payee::RewardPot,
				(Destination::Burn, _) => Payee::Burn,
				(Destination::BlockAuthor, Some(author)) => Payee::Author(author),
				(Destination::BlockAuthor, None) | (Destination::Foundation, _) => {
					Payee::Foundation
				}
			};
			*self.credited.entry((payee, token.clone())).or_default() += part;
		}
	}

	fn paid(&self, payee: &Payee<AccountId>, token: &Token) -> Balance {
		match payee {
			Payee::Foundation => FOUNDATIONS.map(|who| received(who, token.clone())).iter().sum(),
			Payee::RewardPot => received(REWARD_POT, token.clone()),
			Payee::Author(author) => received(*author, token.clone()),
			Payee::Burn => burnt(token.clone(), self.issued),
		}
	}

	/// Whether a flush must succeed.
	fn can_flush(&self, payee: &Payee<AccountId>, token: &Token) -> bool {
		let credited = self.credited.get(&(payee.clone(), token.clone())).copied().unwrap_or(0);
		let owed = credited - self.paid(payee, token);
		let to = match payee {
			Payee::Foundation => Fees::foundation(),
			Payee::RewardPot => Some(REWARD_POT),
			Payee::Author(author) => Some(*author),
			Payee::Burn => None,
		};
		let accepts = match token {
			Token::Native => to.is_none_or(|to| received(to, SPON) + owed >= ED),
			Token::WithId(_) => !Refusing::get(),
		};
		owed > 0 && (to.is_some() || *payee == Payee::Burn) && accepts
	}

	/// Everything credited is owed or paid, to the last unit, and lies where it should.
	fn check(&self) {
		for ((payee, token), credited) in &self.credited {
			let paid = self.paid(payee, token);
			assert_eq!(owed(payee.clone(), token.clone()) + paid, *credited, "{payee:?} {token:?}");
		}
		// What has left the escrow's account is what is no longer owed there.
		let credited = self.in_escrow.get(&SPON).copied().unwrap_or(0);
		let left = PLENTY - self.gifts - received(ESCROW, SPON);
		assert_eq!(Fees::owed(&SPON), credited - left);
		// The pot has exactly what it owes, what the block collected, and what it was given.
		let owed: Balance = Owed::<Test>::iter_values().map(|due| due.pot).sum();
		let collected = self.collected.map_or(0, |(amount, _)| amount);
		assert_eq!(in_pot(), owed + collected + self.gifts);
		assert_ok!(Fees::do_try_state());
	}

	fn take(&mut self, step: Step) {
		let root = RuntimeOrigin::root;
		match step {
			Step::Credit(kind, token, amount) => {
				assert_ok!(Fees::credit(kind, &token, amount));
				*self.in_escrow.entry(token.clone()).or_default() += amount;
				self.credit(kind, token, amount, Authoring::get());
			}
			Step::Transaction(amount) => {
				collected(amount);
				self.issued += amount;
				if amount > 0 {
					self.collected.get_or_insert((0, Authoring::get())).0 += amount;
				}
			}
			Step::Slash(amount) => {
				slashed(amount);
				self.issued += amount;
				self.credit(FeeKind::Slash, SPON, amount, Authoring::get());
			}
			Step::EndBlock(next) => {
				Authoring::set(None);
				end_block();
				if let Some((amount, author)) = self.collected.take() {
					self.credit(FeeKind::Transaction, SPON, amount, author);
				}
				Authoring::set(next);
			}
			Step::SetRoute(kind, route) => {
				assert_ok!(Fees::set_route(root(), kind, route));
			}
			Step::SetFoundation(account) => {
				assert_ok!(Fees::set_foundation(root(), account));
			}
			Step::Flush(payee, token) => {
				let possible = self.can_flush(&payee, &token);
				let before = owed(payee.clone(), token.clone());
				assert_eq!(flush(payee.clone(), token.clone()).is_ok(), possible);
				assert_eq!(owed(payee, token), if possible { 0 } else { before });
			}
			Step::Refuse(refusing) => Refusing::set(refusing),
			Step::Gift(amount) => {
				let from = RuntimeOrigin::signed(ESCROW);
				assert_ok!(Balances::transfer_allow_death(from, Fees::pot_account(), amount));
				self.gifts += amount;
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	/// No fee is lost and none is paid twice, whatever the sequence of credits, route changes and
	/// flushes.
	#[test]
	fn everything_credited_is_owed_or_paid(steps in steps()) {
		ExtBuilder::default().without_foundation().build_and_execute(|| {
			let mut model = Model::default();
			for step in steps {
				model.take(step);
				model.check();
			}
		});
	}

	/// A route shares out exactly what it is given, and rounds against nobody by more than a unit.
	#[test]
	fn a_route_shares_out_everything(route in any_route(), amount: Balance) {
		prop_assert!(route.ensure_valid::<Test>().is_ok());
		let parts = route.split(amount);
		prop_assert_eq!(parts.iter().map(|(_, part)| part).sum::<Balance>(), amount);
		for ((to, part), (destination, share)) in parts.iter().zip(&route.0) {
			prop_assert_eq!(to, destination);
			let exact = share.mul_floor(amount);
			prop_assert!(*part >= exact && *part - exact < 4);
		}
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
