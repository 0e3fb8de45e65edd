//! All leases of a provider are closed, page by page (L5, R3): whatever comes between the pages, all of
//! them end as of the block in which it began.

use super::{
	migration::BLOCKS,
	providers::{slash, suspension, ATTESTED},
	rotation::wait,
	*,
};
use crate::{
	configs::system::MaxServiceWeight,
	tests::{
		attestation::{attest, silence},
		migration::upgrade,
		money::small,
	},
	weights, Session,
};
use pallet_attestation::Unhealthy;
use pallet_leases::{Draining, Due, WeightInfo, DRAIN_PAGE};

type Measured = weights::pallet_leases::WeightInfo<Runtime>;

/// How many leases Dave has.
const LEASES: u64 = 40;

/// Why they are closed, and how that comes about.
struct Drain {
	reason: EndReason,
	/// Goes on to the block before the first page.
	begin: fn(),
	/// How many blocks before the first page it begins.
	ahead: OpenBlock,
	/// How many blocks are served from the activation on.
	served: u32,
}

static DRAINS: [Drain; 3] = [
	Drain {
		reason: EndReason::ProviderSuspended,
		begin: || {
			pass(4);
			council_decides(suspension());
		},
		ahead: 1,
		served: 4,
	},
	Drain {
		reason: EndReason::ProviderSlashed,
		begin: || {
			pass(4);
			council_decides(slash(Dave, 100));
		},
		ahead: 1,
		served: 4,
	},
	Drain {
		reason: EndReason::Outage,
		begin: || pass(ATTESTED + windows::OutageLimit::get() - 1),
		ahead: 0,
		served: ATTESTED,
	},
];

fn ids() -> impl Iterator<Item = LeaseId> {
	(0..LEASES).map(LeaseId)
}

fn call(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	assert_eq!(dispatch(RawOrigin::Signed(who.to_account_id()), call), Ok(()));
}

/// How many leases find room on a page.
fn page() -> u64 {
	let step = Measured::service_base().saturating_add(Due::heaviest::<Measured>());
	let provider = Measured::service_base().saturating_add(Measured::serve_provider());
	let room = MaxServiceWeight::get().saturating_sub(provider);
	room.checked_div_per_component(&step).unwrap().min(DRAIN_PAGE.into())
}

/// Dave serves all the leases from this block on, in which he attests for the first and only time.
fn serving_all() {
	silence();
	for order in (0..LEASES).map(OrderId) {
		let spec = Box::new(small(&TOKEN, USD, LONG));
		call(Ferdie, OrderCall::create { spec });
		call(Dave, OrderCall::bid { order, provider: Dave.to_account_id(), price: PRICE });
	}
	pass(3);
	attest(Dave, Unhealthy::None);
	for lease in ids() {
		call(Dave, LeaseCall::confirm { lease });
		call(Dave, LeaseCall::activate { lease, access: access() });
	}
}

impl Drain {
	fn start(&self) {
		serving_all();
		(self.begin)();
		assert!(ids().all(|id| !has_ended(id)), "{:?} comes too early", self.reason);
	}

	/// From [`Drain::start`] to the end, page by page: `next` starts the block of the page of which it is
	/// told the number, from 0.
	fn run(&self, next: impl Fn(u64)) {
		let ended = Eras::now() + 1 - self.ahead;
		assert!(2 * page() < LEASES, "there are three pages");
		for number in 0..LEASES.div_ceil(page()) {
			next(number);
			let closed = LEASES.min((number + 1) * page());
			let found: Vec<_> = ids().filter(|id| has_ended(*id)).collect();
			assert_eq!(found, ids().take(closed as usize).collect::<Vec<_>>(), "{:?}", self.reason);
		}
		for id in ids() {
			let lease = lease(id);
			assert_eq!(lease.state, LeaseState::Closing { reason: self.reason });
			assert_eq!((lease.ended, lease.paid), (Some(ended), charge(self.served)), "{id:?}");
		}
		assert_eq!(wallet(), (DEPOSIT - Balance::from(LEASES) * cost(self.served), 0));

		// It is over with the last of them.
		for lease in ids() {
			assert!(Draining::<Runtime>::contains_key(Dave.to_account_id()));
			call(Dave, LeaseCall::confirm_closed { lease });
		}
		assert!(!Draining::<Runtime>::contains_key(Dave.to_account_id()));
		assert_eq!(books::check(), vec![]);
	}
}

#[test]
fn a_page_in_the_block_of_a_rotation() {
	for drain in &DRAINS {
		let wait = wait(|| {
			drain.start();
			System::block_number() + 2
		});
		market().play(|| {
			pass(wait);
			drain.start();
			drain.run(|number| {
				let sessions = Session::current_index();
				next_block();
				let rotates = Session::current_index() > sessions;
				assert_eq!(rotates, number == 1, "{:?}", drain.reason);
			});
		});
	}
}

#[test]
fn empty_slots_between_the_pages() {
	for drain in &DRAINS {
		market().play(|| {
			drain.start();
			drain.run(|number| next_block_after(if number == 1 { 1_000 } else { 3 }));
		});
	}
}

#[test]
fn a_migration_between_the_pages() {
	for (drain, before) in DRAINS.iter().flat_map(|drain| [0, 1, 2].map(|page| (drain, page))) {
		market().play(|| {
			drain.start();
			drain.run(|number| match number == before {
				true => upgrade(BLOCKS),
				false => next_block(),
			});
		});
	}
}
