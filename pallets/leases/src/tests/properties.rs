//! Whatever happens in whatever order, the books agree and nobody pays for what was not served.

use crate::{mock::*, *};
use frame_support::assert_ok;
use proptest::prelude::*;
use spheron_primitives::{
	traits::{ClockSink, Drain, DrainReason},
	LeaseId,
};
use std::collections::BTreeSet;

fn order() -> impl Strategy<Value = Order> {
	(1..10_000_000u128, 1..3_000u32, any::<bool>()).prop_map(|(price, duration, spon)| Order {
		price,
		max_price: price + price / 3,
		duration,
		token: if spon { SPON } else { USD },
		..Order::default()
	})
}

fn reason() -> impl Strategy<Value = DrainReason> {
	use DrainReason::*;
	prop_oneof![Just(Outage), Just(Slashed), Just(Suspended)]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// I3, E8: settling at any times is settling once at the end; pauses are not paid.
	#[test]
	fn settling_does_not_depend_on_the_path(
		order in order(),
		steps in prop::collection::vec((0..300u32, any::<bool>(), any::<bool>()), 1..10),
	) {
		let play = |settling: bool| {
			let mut end = None;
			ExtBuilder.build_and_execute(|| {
				let id = order.active();
				let mut served = 0;
				let mut healthy = true;
				for (blocks, settle, pause) in &steps {
					run(*blocks);
					served += if healthy { *blocks } else { 0 };
					if settling && *settle && lease(id).ended.is_none() {
						assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
					}
					if *pause {
						healthy = !healthy;
						let off = [id];
						LeasesPallet::report(&PROVIDER, if healthy { &[] } else { &off }, None);
					}
				}
				if lease(id).ended.is_none() {
					assert_ok!(LeasesPallet::close(signed(TENANT), id));
				}
				let books = Books::in_token(&order.token);
				let gross = spheron_primitives::money::gross(order.price, served.min(order.duration));
				assert_eq!(rates(&order.token).charge(gross.unwrap()), Some(lease(id).paid));
				assert_eq!((books.total(), books.locked), (order.lock(), 0));
				end = Some(books);
			});
			end
		};
		prop_assert_eq!(play(true), play(false));
	}

	/// The same where the provider's clock lapses, comes back, or does not.
	#[test]
	fn nor_on_how_the_clock_runs(
		order in order(),
		steps in prop::collection::vec((0..900u32, any::<bool>(), any::<bool>()), 1..10),
	) {
		let play = |settling: bool| {
			let mut end = None;
			ExtBuilder.build_and_execute(|| {
				Clocks::attest(PROVIDER, true);
				let id = order.active();
				for (blocks, settle, attest) in &steps {
					run(*blocks);
					if settling && *settle && lease(id).ended.is_none() {
						assert_ok!(LeasesPallet::settle(signed(STRANGER), id));
					}
					if *attest && !LeasesPallet::is_draining(&PROVIDER) {
						Clocks::attest(PROVIDER, true);
					}
				}
				if lease(id).ended.is_none() {
					assert_ok!(LeasesPallet::close(signed(TENANT), id));
				}
				let books = Books::in_token(&order.token);
				assert_eq!((books.total(), books.locked), (order.lock(), 0));
				end = Some((books, lease(id).ended, lease(id).paid));
			});
			end
		};
		prop_assert_eq!(play(true), play(false));
	}

	/// E5: whether the hook runs in every block or once, late, makes no difference.
	#[test]
	fn nor_on_when_the_hook_has_room(
		order in order(),
		notice in prop::option::of(0..2_000u32),
		drain in prop::option::of(0..2_000u32),
		reason in reason(),
		update in prop::option::of((0..100u32, 1..10_000_000u128, any::<bool>())),
	) {
		let play = |punctual: bool| {
			let mut end = None;
			ExtBuilder.build_and_execute(|| {
				let pass = |blocks| if punctual { run(blocks) } else { skip(blocks) };
				let id = order.active();
				let mut left = 4_000;
				if let Some((blocks, price, accepted)) = update {
					deposit(TENANT, &order.token, 1 << 100);
					pass(blocks);
					left -= blocks;
					if request(id, 3, price).is_ok() && accepted {
						assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), price));
					}
				}
				if let Some(blocks) = notice {
					pass(blocks);
					left -= blocks;
					assert_ok!(LeasesPallet::close(signed(PROVIDER), id)
						.or_else(|_| LeasesPallet::settle(signed(STRANGER), id))
						.or(sp_runtime::DispatchResult::Ok(())));
				}
				if let Some(blocks) = drain {
					pass(blocks.min(left));
					left -= blocks.min(left);
					LeasesPallet::drain(&PROVIDER, reason);
				}
				pass(left);
				run(1);
				let LeaseOf::<Test> { ended, paid, locked, state, .. } = lease(id);
				let told = (Outages::get(), Victims::get());
				let books = Books::in_token(&order.token);
				end = Some((ended, paid, locked, state.end_reason(), books, told));
			});
			end
		};
		prop_assert_eq!(play(true), play(false));
	}
}

#[derive(Clone, Debug)]
enum Step {
	Open(u8, u32),
	Confirm(u8),
	Activate(u8),
	Close(u8, bool),
	ConfirmClosed(u8),
	Settle(u8),
	Extend(u8, Extension),
	Offer(u8, bool),
	WithdrawOffer(u8),
	Accept(u8),
	Request(u8, u32, u128),
	AcceptUpdate(u8, u128),
	RefuseUpdate(u8),
	ApplyUpdate(u8),
	WithdrawUpdate(u8),
	Attest(bool, bool),
	Report(bool, Vec<u8>),
	Drain(bool, DrainReason),
	Run(u32),
	Skip(u32),
	Poke,
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		3 => (any::<u8>(), 1..2_500u32).prop_map(|(provider, duration)| Step::Open(provider, duration)),
		3 => any::<u8>().prop_map(Step::Confirm),
		3 => any::<u8>().prop_map(Step::Activate),
		1 => (any::<u8>(), any::<bool>()).prop_map(|(id, tenant)| Step::Close(id, tenant)),
		1 => any::<u8>().prop_map(Step::ConfirmClosed),
		2 => any::<u8>().prop_map(Step::Settle),
		1 => (any::<u8>(), 0..2_500u32)
			.prop_map(|(id, blocks)| Step::Extend(id, Extension::Blocks(blocks))),
		1 => (any::<u8>(), 0..2_000_000u128)
			.prop_map(|(id, amount)| Step::Extend(id, Extension::Amount(amount))),
		2 => (any::<u8>(), any::<bool>()).prop_map(|(id, back)| Step::Offer(id, back)),
		1 => any::<u8>().prop_map(Step::WithdrawOffer),
		2 => any::<u8>().prop_map(Step::Accept),
		3 => (any::<u8>(), 0..400u32, 0..4_000_000u128)
			.prop_map(|(id, units, price)| Step::Request(id, units, price)),
		3 => (any::<u8>(), 0..100u128).prop_map(|(id, part)| Step::AcceptUpdate(id, part)),
		1 => any::<u8>().prop_map(Step::RefuseUpdate),
		2 => any::<u8>().prop_map(Step::ApplyUpdate),
		1 => any::<u8>().prop_map(Step::WithdrawUpdate),
		3 => (any::<bool>(), prop::bool::weighted(0.9)).prop_map(|(p, h)| Step::Attest(p, h)),
		1 => (any::<bool>(), prop::collection::vec(any::<u8>(), 0..4))
			.prop_map(|(provider, ids)| Step::Report(provider, ids)),
		1 => (any::<bool>(), reason()).prop_map(|(p, reason)| Step::Drain(p, reason)),
		4 => (1..250u32).prop_map(Step::Run),
		1 => (1..2_500u32).prop_map(Step::Skip),
		1 => Just(Step::Poke),
	]
}

fn provider(first: bool) -> u64 {
	if first {
		PROVIDER
	} else {
		RUNNER_UP
	}
}

/// Do it, whether it is refused or not; a refused call must change nothing.
fn apply(step: Step) {
	let count = NextLeaseId::<Test>::get().0.max(1);
	let pick = |n: u8| LeaseId(u64::from(n) % count);
	let of = |id| Leases::<Test>::get(id).map_or(PROVIDER, |lease| lease.provider);
	let tenant_of = |id| Leases::<Test>::get(id).map_or(TENANT, |lease| lease.tenant);
	let call = |f: &dyn Fn() -> sp_runtime::DispatchResult| {
		let _ = frame_support::storage::with_storage_layer(f);
	};
	match step {
		Step::Open(n, duration) => {
			let order = Order { provider: provider(n % 2 == 0), duration, ..Order::default() };
			if !LeasesPallet::is_draining(&order.provider) {
				order.open();
			}
		}
		Step::Confirm(n) => {
			let id = pick(n);
			call(&|| LeasesPallet::confirm(signed(of(id)), id));
		}
		Step::Activate(n) => {
			let id = pick(n);
			call(&|| LeasesPallet::activate(signed(of(id)), id, access()));
		}
		Step::Close(n, tenant) => {
			let id = pick(n);
			let who = if tenant { tenant_of(id) } else { of(id) };
			call(&|| LeasesPallet::close(signed(who), id));
		}
		Step::ConfirmClosed(n) => {
			let id = pick(n);
			call(&|| LeasesPallet::confirm_closed(signed(of(id)), id));
		}
		Step::Settle(n) => call(&|| LeasesPallet::settle(signed(STRANGER), pick(n))),
		Step::Extend(n, by) => {
			let id = pick(n);
			call(&|| LeasesPallet::extend(signed(tenant_of(id)), id, by));
		}
		Step::Offer(n, back) => {
			let id = pick(n);
			let to = if back { TENANT } else { STRANGER };
			call(&|| LeasesPallet::offer(signed(tenant_of(id)), id, to));
		}
		Step::WithdrawOffer(n) => {
			let id = pick(n);
			call(&|| LeasesPallet::withdraw_offer(signed(tenant_of(id)), id));
		}
		Step::Accept(n) => {
			let id = pick(n);
			let to = Leases::<Test>::get(id).and_then(|lease| lease.offered_to);
			call(&|| LeasesPallet::accept(signed(to.unwrap_or(STRANGER)), id));
		}
		Step::Request(n, units, price) => call(&|| request(pick(n), units, price)),
		Step::AcceptUpdate(n, part) => {
			let id = pick(n);
			let update = Leases::<Test>::get(id).and_then(|lease| lease.update);
			let price = update.map_or(1, |update| update.max_price * part / 98);
			call(&|| LeasesPallet::accept_update(signed(of(id)), id, asked(id), price));
		}
		Step::RefuseUpdate(n) => {
			let id = pick(n);
			call(&|| LeasesPallet::refuse_update(signed(of(id)), id));
		}
		Step::ApplyUpdate(n) => {
			let id = pick(n);
			call(&|| LeasesPallet::apply_update(signed(of(id)), id));
		}
		Step::WithdrawUpdate(n) => {
			let id = pick(n);
			call(&|| LeasesPallet::withdraw_update(signed(tenant_of(id)), id));
		}
		Step::Attest(first, healthy) => {
			if !LeasesPallet::is_draining(&provider(first)) {
				Clocks::attest(provider(first), healthy);
			}
		}
		Step::Report(first, ids) => {
			let ids: Vec<_> = ids.into_iter().map(pick).collect();
			LeasesPallet::report(&provider(first), &ids, None);
		}
		Step::Drain(first, reason) => LeasesPallet::drain(&provider(first), reason),
		Step::Run(blocks) => run(blocks),
		Step::Skip(blocks) => skip(blocks),
		Step::Poke => {
			call(&|| LeasesPallet::poke(signed(STRANGER), 2).map(|_| ()).map_err(|e| e.error))
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	/// I1 to I10, after every step of any story.
	#[test]
	fn the_books_agree_after_every_step(steps in prop::collection::vec(step(), 1..40)) {
		ExtBuilder.build_and_execute(|| {
			deposit(TENANT, &USD, 100_000_000);
			deposit(STRANGER, &USD, 1_000_000);
			for step in steps {
				apply(step.clone());
				LeasesPallet::do_try_state().unwrap_or_else(|error| panic!("{step:?}: {error:?}"));
				assert_wallets_carry_what_runs();
			}
			// And all comes to an end.
			run(10);
			skip(40_000);
			run(200);
			let mut told: Vec<_> = Outages::get().into_iter().map(|(_, victim)| victim.lease).collect();
			told.extend(Victims::get().into_iter().map(|victim| victim.lease));
			let leases: BTreeSet<_> = told.iter().collect();
			assert_eq!(leases.len(), told.len(), "a loss was told of twice");
			assert_eq!(ServiceDeadlines::<Test>::iter().count(), 0);
			assert!(Locked::iter_values().all(|locked| locked == 0));
			assert!(Used::iter_values().all(|used| used.is_empty()));
			assert_eq!(Draining::<Test>::iter().count(), 0);
			assert_eq!(Reserved::iter_values().filter(|reserved| !reserved.is_empty()).count(), 0);
		});
	}
}
