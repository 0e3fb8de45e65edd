//! 1 000 leases of which something falls due in the same block: no block is over its weight, all are
//! served within the blocks that the cap implies, and each is charged exactly to its end.

mod late;

use super::{
	chain::{dispatch, next_block, skip, skip_and_weigh},
	docs::rows,
	market::{access, spec, USD},
	money::market,
};
use crate::{
	books,
	configs::system::{MaxServiceWeight, Weights},
	dynamic_params::market as windows,
	weights, AccountId, Balance, Eras, Runtime, RuntimeCall, System, HOURS,
};
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::Get,
	weights::Weight,
};
use frame_system::RawOrigin;
use pallet_leases::{Due, EndReason, LeaseOf, LeaseState, Leases, WeightInfo, DRAIN_PAGE};
use pallet_orders::{Expiries, OrderState, Orders};
use sp_keyring::Sr25519Keyring::{self, Dave, Eve, Ferdie};
use spheron_primitives::{
	traits::{Drain, DrainReason, OpenBlocks},
	LeaseId, LeaseUpdate, OrderId, OrderSpec, Service, Token,
};

type Measured = weights::pallet_leases::WeightInfo<Runtime>;

const MANY: u64 = 1_000;
const TOKEN: Token = Token::WithId(crate::presets::USPON);
const DEPOSIT: Balance = 10_000 * USD;

/// Two hours, so that funds are low in the middle of them.
const DURATION: u32 = 2 * HOURS;

/// What the provider of lease `id` asks: all different, so that each rounds in its own way.
fn price(id: LeaseId) -> Balance {
	100_001 + 7 * Balance::from(id.0)
}

/// So little that a provider has room for all.
fn tiny() -> OrderSpec<AccountId> {
	let service = Service { vcpu_millis: 10, ram_mib: 64, storage_gib: 1, gpu: None, replicas: 1 };
	OrderSpec {
		services: vec![service].try_into().unwrap(),
		duration: DURATION,
		max_price: USD,
		..spec()
	}
}

fn call(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	assert_ok!(dispatch(RawOrigin::Signed(who.to_account_id()), call));
}

fn lease(id: LeaseId) -> LeaseOf<Runtime> {
	Leases::<Runtime>::get(id).unwrap()
}

fn ids() -> impl Iterator<Item = LeaseId> {
	(0..MANY).map(LeaseId)
}

/// How many of the first leases there were do not satisfy `done` yet.
fn left(done: impl Fn(Option<LeaseOf<Runtime>>) -> bool) -> usize {
	ids().filter(|id| !done(Leases::<Runtime>::get(id))).count()
}

fn offer(who: Sr25519Keyring, order: OrderId, price: Balance) {
	call(who, pallet_orders::Call::bid { order, provider: who.to_account_id(), price });
}

/// All leases are awarded to Dave in one block, and Eve is the runner-up if there is one.
fn reserve_all(runner_up: bool) {
	call(Ferdie, pallet_escrow::Call::deposit { token: TOKEN, amount: DEPOSIT });
	for order in (0..MANY).map(OrderId) {
		call(Ferdie, pallet_orders::Call::create { spec: Box::new(tiny()) });
		offer(Dave, order, price(LeaseId(order.0)));
		if runner_up {
			offer(Eve, order, USD);
		}
	}
	skip(3);
	while Orders::<Runtime>::iter_values().any(|o| matches!(o.state, OrderState::Open { .. })) {
		call(Ferdie, pallet_orders::Call::poke { limit: pallet_orders::MAX_POKE });
	}
	assert!(ids().all(|id| lease(id).opened == Eras::now() && lease(id).order.0 == id.0));
}

/// All leases are confirmed in one block.
fn ready_all() {
	reserve_all(false);
	for lease in ids() {
		call(Dave, pallet_leases::Call::confirm { lease });
	}
}

/// All leases are activated in one block: which.
fn activate_all() -> u32 {
	ready_all();
	for lease in ids() {
		call(Dave, pallet_leases::Call::activate { lease, access: access() });
	}
	Eras::now()
}

/// What is due of orders is out of the way.
fn clear_orders() {
	while Expiries::<Runtime>::iter_keys().next().is_some_and(|(at, _)| at.0 <= Eras::now()) {
		call(Ferdie, pallet_orders::Call::poke { limit: pallet_orders::MAX_POKE });
	}
}

/// What a block takes in mandatory work whose hooks weigh `hooks`.
fn mandatory(hooks: Weight) -> Weight {
	let weights = Weights::get();
	let timestamp: RuntimeCall = pallet_timestamp::Call::set { now: 0 }.into();
	let inherent = timestamp.get_dispatch_info().call_weight;
	let base = weights.get(DispatchClass::Mandatory).base_extrinsic;
	weights.base_block.saturating_add(hooks).saturating_add(base).saturating_add(inherent)
}

/// What the hooks of a block weigh at most besides those of leases: `idle` without its own.
fn others(idle: Weight) -> Weight {
	idle.saturating_sub(Measured::service_base())
}

/// Blocks that the cap implies for [`MANY`] items of which each weighs `due`, in service time or not.
fn implied(due: Due, in_service: bool) -> (Weight, u64, u32) {
	let base = Measured::service_base();
	let one = match due {
		// All have one runner-up.
		Due::ReservationTimeout => Measured::serve_reservation_timeout(1),
		due => due.weight::<Measured>(),
	};
	let each = one.saturating_add(base).saturating_add(base);
	let fixed = match in_service {
		// The provider stands for its leases.
		true => base.saturating_add(Measured::serve_provider()),
		false => Weight::zero(),
	};
	// After the last one there need be no room to look for another.
	let room = MaxServiceWeight::get().saturating_sub(fixed).saturating_add(base);
	let in_a_block = room.checked_div_per_component(&each).unwrap();
	(each, in_a_block, u32::try_from(MANY.div_ceil(in_a_block)).unwrap())
}

/// Goes on block by block until nothing is `left`, from the block before that in which all is due: no
/// block is over its weight. How many it takes.
fn serve_all(left: impl Fn() -> usize) -> u32 {
	assert_eq!(left() as u64, MANY, "nothing is due yet");
	let idle = skip_and_weigh(1);
	assert_eq!(left() as u64, MANY, "nothing is due yet");
	let most = others(idle).saturating_add(MaxServiceWeight::get());
	let users = Weights::get().get(DispatchClass::Normal).reserved.unwrap();
	assert!(mandatory(most).saturating_add(users).all_lte(Weights::get().max_block));

	// The first through the executive, which sums up by itself.
	next_block();
	let counted = *System::block_weight().get(DispatchClass::Mandatory);
	assert!(counted.all_lte(mandatory(most)), "{counted:?} is over {:?}", mandatory(most));
	assert!(counted.all_gt(mandatory(idle)), "there was something to do");
	let mut blocks = 1;
	while left() > 0 {
		let hooks = skip_and_weigh(1);
		assert!(hooks.all_lte(most), "{hooks:?} is over {most:?}");
		blocks += 1;
		assert!(u64::from(blocks) <= MANY, "it goes on for ever");
	}
	blocks
}

/// Serves all that is `due`, as [`serve_all`] does, in as many blocks as the cap implies and the table
/// of `docs/market.md` says of `what`.
fn serve(what: &str, due: Due, in_service: bool, left: impl Fn() -> usize) {
	let (each, in_a_block, implied) = implied(due, in_service);
	let millis = each.ref_time() as f64 / 1e9;
	let figures = [millis, in_a_block as f64, implied.into(), (2 * implied).into()];
	let written = rows("load").into_iter().find(|row| row[0] == what).unwrap_or_default();
	let agree = written.len() == 1 + figures.len()
		&& written[1..].iter().zip(figures).all(|(written, figure)| {
			let written: f64 = written.parse().expect("a number");
			(0.75 * figure..=1.25 * figure).contains(&written)
		});
	assert!(agree, "docs/market.md is out of date: {what} {figures:.2?}, not {written:?}");

	assert_eq!(serve_all(left), implied, "{what}");
	assert_eq!(books::check(), vec![]);
}

fn wallet() -> (Balance, Balance) {
	let wallet = pallet_escrow::Wallets::<Runtime>::get(Ferdie.to_account_id(), TOKEN);
	(wallet.unlocked, wallet.locked)
}

/// What `blocks` of service cost, and with the user fee of 2 %.
fn cost(id: LeaseId, blocks: u32) -> (Balance, Balance) {
	let gross = price(id) * Balance::from(blocks) / 1_800;
	(gross, gross + (2 * gross).div_ceil(100))
}

/// Every lease ended as of block `ended` for `reason`, was charged for just `blocks`, and Ferdie has
/// all the rest.
fn assert_charged(reason: EndReason, ended: u32, blocks: u32) {
	let mut paid = 0;
	for id in ids() {
		let lease = lease(id);
		assert_eq!((lease.state.end_reason(), lease.ended), (Some(reason), Some(ended)));
		assert_eq!((lease.paid.gross, lease.paid.paid()), cost(id, blocks), "{id:?}");
		paid += cost(id, blocks).1;
	}
	assert_eq!(wallet(), (DEPOSIT - paid, 0));
}

fn is_closing(lease: Option<LeaseOf<Runtime>>) -> bool {
	matches!(lease.unwrap().state, LeaseState::Closing { .. })
}

fn is_closed(lease: Option<LeaseOf<Runtime>>) -> bool {
	matches!(lease.unwrap().state, LeaseState::Closed { .. })
}

/// Goes to two blocks before `block`.
fn approach(block: u32) {
	skip(block - Eras::now() - 2);
	clear_orders();
}

#[test]
fn whose_service_ends_in_one_block() {
	market().play(|| {
		let end = activate_all() + DURATION;
		approach(end - windows::FundsLowNotice::get());
		serve("funds low", Due::FundsLow, true, || left(|lease| lease.unwrap().funds_low));

		approach(end);
		serve("end of service", Due::End, true, || left(is_closing));
		assert_charged(EndReason::InsufficientFunds, end, DURATION);

		let cleared = end + windows::CloseWithin::get();
		approach(cleared);
		serve("time to clear up", Due::CloseTimeout, false, || left(is_closed));
		assert_charged(EndReason::InsufficientFunds, end, DURATION);

		approach(cleared + windows::HistoryBlocks::get());
		serve("end of the history", Due::Expiry, false, || left(|lease| lease.is_none()));
	});
}

#[test]
fn that_nobody_confirms() {
	market().play(|| {
		reserve_all(true);
		let due = Eras::now() + windows::ConfirmWithin::get();
		approach(due);
		serve("time to confirm", Due::ReservationTimeout, false, || left(is_closed));
		assert!(ids().all(|id| lease(id).ended == Some(due)));
		// Every order has its runner-up.
		assert_eq!(pallet_leases::NextLeaseId::<Runtime>::get().0, 2 * MANY);

		// Who does not confirm either; then all is as it was.
		while Orders::<Runtime>::iter_keys().next().is_some() {
			skip(1);
		}
		assert_eq!(wallet(), (DEPOSIT, 0));
		assert_eq!(books::check(), vec![]);
	});
}

#[test]
fn that_nobody_activates() {
	market().play(|| {
		ready_all();
		let due = Eras::now() + windows::ActivateWithin::get();
		approach(due);
		serve("time to activate", Due::ActivationTimeout, false, || left(is_closed));
		// The time since the confirmation is paid, without user fee.
		let paid: Balance = ids().map(|id| cost(id, windows::ActivateWithin::get()).0).sum();
		assert_eq!(wallet(), (DEPOSIT - paid, 0));
		assert!(ids().all(|id| lease(id).ended == Some(due)));
	});
}

/// Dave gives notice of all leases, after 10 blocks of service, and all that is due before they end is
/// served: at which block they end.
fn notice_of_all() -> u32 {
	activate_all();
	// So that funds are low some blocks before.
	skip(10);
	for lease in ids() {
		call(Dave, pallet_leases::Call::close { lease });
	}
	let end = Eras::now() + windows::ProviderNotice::get();
	approach(end);
	while left(|lease| lease.unwrap().funds_low) > 0 {
		call(Ferdie, pallet_leases::Call::poke { limit: pallet_leases::MAX_POKE });
	}
	end
}

#[test]
fn of_which_the_provider_gave_notice_in_one_block() {
	market().play(|| {
		let end = notice_of_all();
		let (.., implied) = implied(Due::Notice, false);
		assert_eq!(serve_all(|| left(is_closing)), implied);
		assert_charged(EndReason::ProviderClosed, end, 10 + windows::ProviderNotice::get());
		assert_eq!(books::check(), vec![]);
	});
}

#[test]
fn whose_updates_nobody_answers() {
	market().play(|| {
		activate_all();
		let mut services = tiny().services;
		services[0].replicas = 2;
		let locked = wallet().1;
		for lease in ids() {
			let services = services.clone();
			let update = LeaseUpdate { services, manifest: Default::default(), max_price: USD };
			call(Ferdie, pallet_leases::Call::request_update { lease, update });
		}
		assert!(wallet().1 > locked);
		approach(Eras::now() + windows::UpdateAnswerWithin::get());
		serve("time to answer an update", Due::UpdateTimeout, false, || {
			left(|lease| lease.unwrap().state == LeaseState::Active)
		});
		assert_eq!(wallet(), (DEPOSIT - locked, locked));
	});
}

#[test]
fn whose_provider_is_suspended() {
	market().play(|| {
		let active = activate_all();
		let idle = skip_and_weigh(100);
		crate::Leases::drain(&Dave.to_account_id(), DrainReason::Suspended);
		let suspended = Eras::now();
		let most = others(idle).saturating_add(MaxServiceWeight::get());
		let mut blocks = 0;
		while left(is_closing) > 0 {
			let before = left(is_closing);
			let hooks = skip_and_weigh(1);
			assert!(hooks.all_lte(most), "{hooks:?} is over {most:?}");
			assert!(before - left(is_closing) <= DRAIN_PAGE as usize);
			blocks += 1;
		}
		let step = Measured::service_base().saturating_add(Due::heaviest::<Measured>());
		let room = MaxServiceWeight::get().saturating_sub(Measured::serve_provider());
		let page = room.checked_div_per_component(&step).unwrap().min(DRAIN_PAGE.into());
		assert!(blocks <= MANY.div_ceil(page - 1), "{blocks} with pages of {page}");
		assert_charged(EndReason::ProviderSuspended, suspended, suspended - active);
		assert_eq!(books::check(), vec![]);
	});
}

#[test]
fn anyone_can_pay_for_more_room() {
	market().play(|| {
		let end = activate_all() + DURATION;
		skip(end - Eras::now());
		let mut pokes = 0;
		while left(is_closing) > 0 {
			call(Eve, pallet_leases::Call::poke { limit: pallet_leases::MAX_POKE });
			pokes += 1;
		}
		assert!(pokes <= 2 * MANY / u64::from(pallet_leases::MAX_POKE) + 1, "{pokes}");
		assert_eq!(Eras::now(), end);
		assert_charged(EndReason::InsufficientFunds, end, DURATION);
	});
}
