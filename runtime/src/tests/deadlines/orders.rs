//! What falls due of orders: the match, the confirmation of an award, the end of the history (O2, O6).

use super::*;
use pallet_orders::{History, OrderEnd, OrderState, Orders};

pub static DEADLINES: [Deadline; 5] = [
	Deadline { name: "the match of an order", start: matched },
	Deadline { name: "the match of an order without bids", start: unmatched },
	Deadline { name: "the confirmation of an award with a runner-up", start: runner_up },
	Deadline { name: "the confirmation of an award without one", start: no_runner_up },
	Deadline { name: "the end of the history of an order", start: recorded },
];

/// When an order of this block is matched.
fn match_at() -> OpenBlock {
	Eras::now() + windows::BiddingWindow::get() + 1
}

/// `order` is awarded to `provider` in block `at`.
fn award(
	order: OrderId,
	lease: LeaseId,
	provider: Sr25519Keyring,
	price: Balance,
	at: OpenBlock,
) -> [RuntimeEvent; 2] {
	let provider = provider.to_account_id();
	let opened = LeaseEvent::LeaseOpened {
		lease,
		order,
		tenant: Ferdie.to_account_id(),
		provider: provider.clone(),
		token: TOKEN,
		price,
		duration: LONG,
		confirm_by: at + windows::ConfirmWithin::get(),
	};
	[opened.into(), OrderEvent::OrderAwarded { order, provider, price, lease }.into()]
}

/// `order` ends without a provider, and all that was locked for it is free.
fn unserved(order: OrderId) -> RuntimeEvent {
	let most = charge_at(spec().max_price, LONG);
	let unlocked = most.gross + most.user_fee;
	OrderEvent::OrderEnded { order, end: OrderEnd::NoProvider, unlocked }.into()
}

fn has_ended_unserved(order: OrderId) -> bool {
	let record = History::<Runtime>::get(order);
	record.is_some_and(|record| record.end == OrderEnd::NoProvider) && wallet() == (DEPOSIT, 0)
}

fn is_awarded(order: OrderId, lease: LeaseId) -> bool {
	let order = Orders::<Runtime>::get(order);
	order.is_some_and(|order| order.state == OrderState::Awarded { lease })
}

/// Eve can bid as long as the window is open.
fn matched() -> Course {
	let (order, lease, due) = (ordered(LONG), LeaseId(0), match_at());
	let bid = OrderCall::bid { order, provider: Eve.to_account_id(), price: PRICE + 1 };
	Course {
		due,
		events: in_block(due, award(order, lease, Dave, PRICE, due)),
		has_come: Box::new(move || is_awarded(order, lease)),
		in_time: Some((Eve, bid.into())),
		charged: 0,
	}
}

/// Ferdie can cancel as long as the window is open.
fn unmatched() -> Course {
	let order = order_as(Ferdie, OrderSpec { duration: LONG, ..spec() });
	let due = match_at();
	Course {
		due,
		events: in_block(due, [unserved(order)]),
		has_come: Box::new(move || has_ended_unserved(order)),
		in_time: Some((Ferdie, OrderCall::cancel { order }.into())),
		charged: 0,
	}
}

/// The award to Dave that has just been made, for as long as he can confirm it, and what comes `then`.
fn unconfirmed(
	then: impl FnOnce(OpenBlock) -> Vec<RuntimeEvent>,
	has_come: Box<dyn Fn() -> bool>,
) -> Course {
	let lease = last_lease();
	let due = Eras::now() + windows::ConfirmWithin::get();
	let lapsed = closed(lease, EndReason::ReservationTimeout, due, due);
	let events = [lapsed].into_iter().chain(then(due)).map(|event| (due, event)).collect();
	let in_time = Some((Dave, LeaseCall::confirm { lease }.into()));
	Course { due, events, has_come, in_time, charged: 0 }
}

fn runner_up() -> Course {
	let (order, next) = (ordered(LONG), LeaseId(1));
	bid(Eve, order, PRICE + 1);
	pass(3);
	unconfirmed(
		|due| award(order, next, Eve, PRICE + 1, due).into(),
		Box::new(move || is_awarded(order, next)),
	)
}

fn no_runner_up() -> Course {
	let order = ordered(LONG);
	pass(3);
	unconfirmed(|_| vec![unserved(order)], Box::new(move || has_ended_unserved(order)))
}

fn recorded() -> Course {
	let order = ordered(LONG);
	submit(Ferdie, OrderCall::cancel { order });
	let due = Eras::now() + HISTORY;
	Course {
		due,
		events: in_block(due, [OrderEvent::RecordExpired { order }.into()]),
		has_come: Box::new(move || !History::<Runtime>::contains_key(order)),
		in_time: None,
		charged: 0,
	}
}
