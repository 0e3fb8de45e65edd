//! What falls due by itself, on a chain that does not run evenly: through blocks in which the validators'
//! session rotates, empty slots, and a migration over several blocks.
//!
//! `orders`, `leases` and `providers` list what there is. `rotation`, `empty_slots` and `migration` take
//! each of it through one of the three; `drains` takes the closing of all leases of a provider, page by
//! page, through all three, and `mixed` one lease through all three at once.

mod drains;
mod empty_slots;
mod leases;
mod migration;
mod mixed;
mod orders;
mod providers;
mod rotation;

use super::{
	chain::{council_decides, dispatch, next_block, next_block_after, submit, Snapshot},
	market::{access, bid, last_lease, open_market, order_as, serve, spec, USD},
};
use crate::{
	books, dynamic_params::market as windows, presets::USPON, Balance, Eras, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeParameters, System,
};
use frame_support::{
	storage::{with_transaction, TransactionOutcome},
	traits::Get,
};
use frame_system::RawOrigin;
use pallet_leases::{EndReason, LeaseOf, LeaseState, Leases};
use sp_keyring::Sr25519Keyring::{self, Dave, Eve, Ferdie};
use spheron_primitives::{
	traits::OpenBlocks, Charge, LeaseId, OpenBlock, OrderId, OrderSpec, Token,
};
use std::sync::OnceLock;

type LeaseCall = pallet_leases::Call<Runtime>;
type LeaseEvent = pallet_leases::Event<Runtime>;
type OrderCall = pallet_orders::Call<Runtime>;
type OrderEvent = pallet_orders::Event<Runtime>;
type RegistryCall = pallet_registry::Call<Runtime>;

const TOKEN: Token = Token::WithId(USPON);

/// What Ferdie has in his wallet at first.
const DEPOSIT: Balance = 100 * USD;

/// What Dave asks for an hour.
const PRICE: Balance = USD / 2;

/// A service longer than every deadline, in blocks.
const LONG: u32 = 200;

/// How long records are kept here: less than in the preset, as every block of it is made.
const HISTORY: u32 = 30;

/// A chain on which Dave and Eve provide, and Ferdie has a wallet.
fn market() -> &'static Snapshot {
	static MARKET: OnceLock<Snapshot> = OnceLock::new();
	MARKET.get_or_init(|| {
		Snapshot::of("fast", || {
			open_market(DEPOSIT);
			next_block();
			council_decides(pallet_parameters::Call::set_parameter {
				key_value: RuntimeParameters::Market(windows::Parameters::HistoryBlocks(
					windows::HistoryBlocks,
					Some(HISTORY),
				)),
			});
		})
	})
}

/// Something that falls due by itself.
pub struct Deadline {
	name: &'static str,
	/// Goes on from [`market`] to where its time begins to run.
	start: fn() -> Course,
}

/// Every deadline of orders, leases and providers.
fn deadlines() -> impl Iterator<Item = &'static Deadline> {
	orders::DEADLINES.iter().chain(&leases::DEADLINES).chain(&providers::DEADLINES)
}

/// A deadline whose time runs.
pub struct Course {
	/// The open block as of which it has come.
	due: OpenBlock,
	/// All that is announced of orders, leases and providers until then, and in which open block.
	events: Vec<(OpenBlock, RuntimeEvent)>,
	/// Whether it has come.
	has_come: Box<dyn Fn() -> bool>,
	/// A call that is in time up to the block before it, and too late in its block.
	in_time: Option<(Sr25519Keyring, RuntimeCall)>,
	/// What Ferdie has been charged by then.
	charged: Balance,
}

impl Course {
	/// How many open blocks there are to go.
	fn left(&self) -> OpenBlock {
		self.due - Eras::now()
	}

	/// Goes on until it has come: in just its block, with just what it should bring. `next` starts the
	/// next open block, and is told how many there are to go, that one included.
	fn run(&self, name: &str, mut next: impl FnMut(OpenBlock)) {
		self.assert_state(name);
		while self.left() > 0 {
			let block = Eras::now() + 1;
			next(self.left());
			assert_eq!(Eras::now(), block, "{name}");
			let expected = self.events.iter().filter(|(at, _)| *at == block);
			let expected: Vec<_> = expected.map(|(_, event)| event.clone()).collect();
			assert_eq!(announced(), expected, "{name}, {} blocks before it", self.left());
			self.assert_state(name);
		}
		assert_eq!(charged(), self.charged, "{name}");
		assert_eq!(books::check(), vec![], "{name}");
	}

	fn assert_state(&self, name: &str) {
		let left = self.left();
		assert_eq!((self.has_come)(), left == 0, "{name}, {left} blocks before it");
		if let Some((who, call)) = &self.in_time {
			let succeeds = would_succeed(*who, call.clone());
			assert_eq!(succeeds, left > 0, "{name}, {left} blocks before it: {call:?}");
		}
	}
}

/// What this block has announced so far of orders, leases and providers, but for what is reserved of
/// these, which follows from the rest.
fn announced() -> Vec<RuntimeEvent> {
	let ours = |event: &RuntimeEvent| {
		use pallet_registry::Event::ReservedChanged;
		use RuntimeEvent::{Leases, Orders, Registry};
		match event {
			Registry(event) => !matches!(event, ReservedChanged { .. }),
			event => matches!(event, Orders(_) | Leases(_)),
		}
	};
	System::events().into_iter().map(|record| record.event).filter(ours).collect()
}

/// Whether `who` could make `call` now.
fn would_succeed(who: Sr25519Keyring, call: RuntimeCall) -> bool {
	let origin = RawOrigin::Signed(who.to_account_id());
	with_transaction(|| TransactionOutcome::Rollback(dispatch(origin, call))).is_ok()
}

/// What Ferdie has been charged, once all service up to this block is settled.
fn charged() -> Balance {
	let leases = Leases::<Runtime>::iter();
	let in_service = leases.filter(|(_, lease)| lease.state.is_in_service()).map(|(id, _)| id);
	for lease in in_service.collect::<Vec<_>>() {
		submit(Eve, LeaseCall::settle { lease });
	}
	let (unlocked, locked) = wallet();
	DEPOSIT - unlocked - locked
}

fn wallet() -> (Balance, Balance) {
	let wallet = pallet_escrow::Wallets::<Runtime>::get(Ferdie.to_account_id(), TOKEN);
	(wallet.unlocked, wallet.locked)
}

fn lease(id: LeaseId) -> LeaseOf<Runtime> {
	Leases::<Runtime>::get(id).unwrap()
}

fn has_ended(id: LeaseId) -> bool {
	lease(id).state.end_reason().is_some()
}

fn is_closed(id: LeaseId) -> bool {
	matches!(lease(id).state, LeaseState::Closed { .. })
}

/// Ferdie orders `duration` blocks of [`spec`], for which Dave bids [`PRICE`].
fn ordered(duration: u32) -> OrderId {
	let order = order_as(Ferdie, OrderSpec { duration, ..spec() });
	bid(Dave, order, PRICE);
	order
}

fn pass(blocks: u32) {
	for _ in 0..blocks {
		next_block();
	}
}

/// What was [`ordered`] has just been awarded to Dave.
fn awarded(duration: u32) -> LeaseId {
	ordered(duration);
	pass(3);
	last_lease()
}

/// What was [`awarded`] is served from now on.
fn serving(duration: u32) -> LeaseId {
	let lease = awarded(duration);
	serve(Dave, lease);
	lease
}

/// What `blocks` of service at `price` are charged: gross, 2 % on top, a fifth of it, and 1 % of what that
/// leaves by four fifths.
fn charge_at(price: Balance, blocks: u32) -> Charge {
	let gross = price * Balance::from(blocks) / 1_800;
	let share = gross / 5;
	Charge { gross, user_fee: gross.div_ceil(50), share, provider_fee: (gross - share) / 80 }
}

/// The same at [`PRICE`].
fn charge(blocks: u32) -> Charge {
	charge_at(PRICE, blocks)
}

/// What Ferdie pays for that.
fn cost(blocks: u32) -> Balance {
	let charge = charge(blocks);
	charge.gross + charge.user_fee
}

/// These `events` are announced in open block `at`.
fn in_block<const N: usize>(
	at: OpenBlock,
	events: [RuntimeEvent; N],
) -> Vec<(OpenBlock, RuntimeEvent)> {
	events.map(|event| (at, event)).into()
}

/// All the service of `lease` up to block `at`, `blocks` of it, is paid for at once.
fn settled(lease: LeaseId, at: OpenBlock, blocks: u32) -> RuntimeEvent {
	let step = charge(blocks);
	let net = step.gross - step.share - step.provider_fee;
	LeaseEvent::LeaseSettled { lease, at, step, net }.into()
}

/// `lease` has ended as of block `ended`, and its provider is to clear up.
fn closing(lease: LeaseId, reason: EndReason, ended: OpenBlock) -> RuntimeEvent {
	let (by, closes_at) = (reason.by(), ended + windows::CloseWithin::get());
	LeaseEvent::LeaseClosing { lease, reason, by, ended, closes_at }.into()
}

/// `lease`, which ended as of block `ended`, is over as of block `at`.
fn closed(lease: LeaseId, reason: EndReason, ended: OpenBlock, at: OpenBlock) -> RuntimeEvent {
	let (by, kept_until) = (reason.by(), at + HISTORY);
	LeaseEvent::LeaseClosed { lease, reason, by, ended, kept_until }.into()
}
