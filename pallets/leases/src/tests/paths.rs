//! I3, E8: what everyone gets depends on the service, on its prices and on who had the lease; not on
//! when it was settled.

use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::prelude::*;
use sp_runtime::DispatchError;
use spheron_primitives::{money::gross, traits::ClockSink, Balance, FeeKind, LeaseId, Token};

#[derive(Clone, Debug)]
enum Step {
	/// Settle, in the play in which it is settled.
	Settle,
	/// Go off the clock, or come back.
	Toggle,
	/// Extend by so many blocks.
	Extend(u32),
	/// Extend by what so many blocks cost without fees, and so many units.
	Buy(u32, u128),
	/// Give the lease to the other tenant.
	HandOver,
	/// Ask for so many units at up to so many permille of the present price.
	Ask(u32, u128),
	/// Accept what is asked, at so many permille of the most that it may cost.
	AcceptUpdate(u128),
	/// Apply what is accepted.
	ApplyUpdate,
	/// Refuse what is asked, or fail what is accepted.
	RefuseUpdate,
	/// Take back what is asked.
	WithdrawUpdate,
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		3 => Just(Step::Settle),
		2 => Just(Step::Toggle),
		1 => (0..1_000u32).prop_map(Step::Extend),
		1 => (0..1_000u32, 0..3u128).prop_map(|(blocks, units)| Step::Buy(blocks, units)),
		2 => Just(Step::HandOver),
		3 => (1..10u32, 500..2_000u128).prop_map(|(units, permille)| Step::Ask(units, permille)),
		3 => prop_oneof![Just(1_000), 1..=1_000u128].prop_map(Step::AcceptUpdate),
		3 => Just(Step::ApplyUpdate),
		1 => Just(Step::RefuseUpdate),
		1 => Just(Step::WithdrawUpdate),
	]
}

fn order() -> impl Strategy<Value = Order> {
	let price = prop_oneof![1..100u128, 1..10_000_000u128, 1..1u128 << 100];
	(price, 1..2_000u32, any::<bool>()).prop_map(|(price, duration, spon)| Order {
		price,
		max_price: price + price / 3,
		duration,
		token: if spon { SPON } else { USD },
		..Order::default()
	})
}

/// Counts by itself what was served and what it costs.
struct Count {
	/// Gross of the price periods that are over.
	done: Balance,
	/// The running price, and the blocks served at it.
	price: Balance,
	served: u32,
	/// Blocks left.
	left: u32,
	healthy: bool,
}

impl Count {
	fn pass(&mut self, blocks: u32) {
		let served = if self.healthy { blocks.min(self.left) } else { 0 };
		self.served += served;
		self.left -= served;
	}

	fn gross(&self) -> Balance {
		self.done + gross(self.price, self.served).unwrap()
	}

	fn reprice(&mut self, price: Balance) {
		// Only a change of price starts a period (E8).
		if price == self.price {
			return;
		}
		self.done = self.gross();
		(self.price, self.served) = (price, 0);
	}
}

/// What is locked is enough, whenever the update that is pending is applied and at whatever price: the
/// cost of all the service, counted independently, is never more than is locked and was paid (L3).
fn assert_lock_is_enough(id: LeaseId, count: &Count) {
	let lease = lease(id);
	let Some(update) = &lease.update else { return };
	let covered = lease.locked + lease.paid.paid();
	let unchanged = count.done + gross(count.price, count.served + count.left).unwrap();
	assert!(lease.rates.charge(unchanged).unwrap().paid() <= covered);
	for later in (0..=count.left).step_by(1 + count.left as usize / 16) {
		let before = count.done + gross(count.price, count.served + later).unwrap();
		let whole = before + gross(update.max_price, count.left - later).unwrap();
		assert!(lease.rates.charge(whole).unwrap().paid() <= covered, "after {later}");
	}
}

/// Accept, apply, refuse or withdraw the update of lease `id`, if it has one that far.
fn go_on_with_update(step: &Step, id: LeaseId, count: &mut Count) {
	let Some(update) = lease(id).update else { return };
	let provider = signed(PROVIDER);
	match (step, update.price) {
		(Step::AcceptUpdate(permille), None) => {
			let price = (update.max_price * permille / 1_000).max(1);
			assert_ok!(LeasesPallet::accept_update(provider, id, asked(id), price));
		}
		(Step::ApplyUpdate, Some(price)) => {
			assert_ok!(LeasesPallet::apply_update(provider, id));
			count.reprice(price);
		}
		(Step::RefuseUpdate, _) => {
			assert_ok!(LeasesPallet::refuse_update(provider, id));
		}
		(Step::WithdrawUpdate, None) => {
			assert_ok!(LeasesPallet::withdraw_update(signed(lease(id).tenant), id));
		}
		_ => {}
	}
}

/// Extend by `amount`, and see that it bought the most that it could. Gives the blocks.
fn buy(id: LeaseId, amount: Balance) -> u32 {
	let before = lease(id);
	let result = LeasesPallet::extend(signed(before.tenant), id, Extension::Amount(amount));
	let bought = lease(id).meter.end - before.meter.end;
	let costs = |blocks: u32| {
		let mut longer = before.clone();
		longer.meter.end += blocks;
		longer.unpaid().unwrap() - before.unpaid().unwrap()
	};
	assert!(costs(bought) <= amount);
	match result {
		Ok(()) => assert!(costs(bought + 1) > amount),
		Err(error) if error == Error::<Test>::AmountTooSmall.into() => assert!(costs(1) > amount),
		Err(error) => assert_eq!(error, DispatchError::from(Error::<Test>::ZeroExtension)),
	}
	bought
}

/// What both tenants, the provider and the fee routes have.
type Totals = ((Balance, Balance), (Balance, Balance), Balance, Vec<Balance>);

fn totals(token: &Token) -> Totals {
	let fees = FeeKind::ALL.map(|kind| Fees::get((kind, token.clone())));
	let earned = Earned::get((PROVIDER, token.clone()));
	(wallet(TENANT, token), wallet(STRANGER, token), earned, fees.to_vec())
}

fn sum((a, b, earned, fees): &Totals) -> Balance {
	a.0 + a.1 + b.0 + b.1 + earned + fees.iter().sum::<Balance>()
}

/// Take `step` with lease `id`, which is in service.
fn take(step: &Step, id: LeaseId, count: &mut Count, settling: bool) {
	let tenant = lease(id).tenant;
	match step {
		Step::Settle if settling => {
			assert_ok!(LeasesPallet::settle(signed(PROVIDER), id));
		}
		Step::Settle => {}
		Step::Toggle => {
			count.healthy = !count.healthy;
			let unhealthy = [id];
			LeasesPallet::report(&PROVIDER, if count.healthy { &[] } else { &unhealthy }, None);
		}
		Step::Extend(blocks) => {
			let by = Extension::Blocks(*blocks);
			let extended = LeasesPallet::extend(signed(tenant), id, by).is_ok();
			assert_eq!(extended, *blocks > 0);
			count.left += blocks;
		}
		Step::Buy(blocks, units) => {
			count.left += buy(id, gross(count.price, *blocks).unwrap() + units);
		}
		Step::HandOver if lease(id).state == LeaseState::Updating => {}
		Step::HandOver => {
			let other = if tenant == TENANT { STRANGER } else { TENANT };
			assert_ok!(LeasesPallet::offer(signed(tenant), id, other));
			assert_ok!(LeasesPallet::accept(signed(other), id));
		}
		Step::Ask(units, permille) => {
			let price = (count.price * permille / 1_000).max(1);
			match request(id, *units, price) {
				Err(error) if error == Error::<Test>::NothingToUpdate.into() => {
					assert_eq!(price, lease(id).meter.price);
				}
				asked => assert!(asked.is_ok() || lease(id).update.is_some(), "{asked:?}"),
			}
		}
		_ => go_on_with_update(step, id, count),
	}
}

/// Play `steps`, each after so many blocks, and close what is left. Gives the end of it all.
fn play(order: &Order, steps: &[(u32, Step)], settling: bool) -> (Option<u32>, Totals) {
	let mut end = None;
	ExtBuilder.build_and_execute(|| {
		OutageLimit::set(MAX_WINDOW);
		UpdateAnswerWithin::set(300);
		UpdateApplyWithin::set(300);
		MaxDuration::set(crate::MAX_DURATION);
		for who in [TENANT, STRANGER] {
			deposit(who, &order.token, 1 << 120);
		}
		let id = order.active();
		let all = sum(&totals(&order.token));
		let (price, left) = (order.price, order.duration);
		let mut count = Count { done: 0, price, served: 0, left, healthy: true };
		let mut before = totals(&order.token);
		for (blocks, step) in steps {
			run(*blocks);
			count.pass(*blocks);
			assert_eq!(lease(id).ended.is_some(), count.left == 0);
			if count.left > 0 {
				take(step, id, &mut count, settling);
				assert_lock_is_enough(id, &count);
			}
			let after = totals(&order.token);
			assert!(before.2 <= after.2 && before.3.iter().zip(&after.3).all(|(b, a)| b <= a));
			assert_eq!(sum(&after), all);
			LeasesPallet::do_try_state().unwrap();
			before = after;
		}
		if count.left > 0 {
			assert_ok!(LeasesPallet::close(signed(lease(id).tenant), id));
		}
		let LeaseOf::<Test> { paid, ended, .. } = lease(id);
		assert_eq!(rates(&order.token).charge(count.gross()), Some(paid));
		end = Some((ended, totals(&order.token)));
	});
	end.unwrap()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(192))]

	/// Settlements make no difference to anyone, whatever else happens; and what was paid is the
	/// charge of what was served, counted independently.
	#[test]
	fn settling_makes_no_difference(
		order in order(),
		steps in prop::collection::vec((0..200u32, step()), 1..24),
	) {
		prop_assert_eq!(play(&order, &steps, true), play(&order, &steps, false));
	}

	/// An extension by parts is one by all, whatever was settled in between.
	#[test]
	fn extending_by_parts_is_extending_once(
		order in order(),
		parts in prop::collection::vec((0..100u32, 1..500u32), 1..6),
	) {
		// Long enough to be running at the last part.
		let order = Order { duration: order.duration + 600, ..order };
		let by_parts: Vec<_> = parts
			.iter()
			.flat_map(|(wait, blocks)| [(*wait, Step::Settle), (0, Step::Extend(*blocks))])
			.collect();
		let wait = parts.iter().map(|(wait, _)| wait).sum();
		let at_once = [(wait, Step::Extend(parts.iter().map(|(_, blocks)| blocks).sum()))];
		prop_assert_eq!(play(&order, &by_parts, true), play(&order, &at_once, false));
	}
}
