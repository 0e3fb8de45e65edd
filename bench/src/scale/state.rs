//! The states that are compared: the same but for how many providers and leases there are.
//!
//! Each is what the `development` preset and the market's own calls make, dispatched natively in one
//! go, as a genesis: block 0, so that no events pile up. Only the clock is set by hand. It stands
//! short of the end of an era, with as many eras before it as can be claimed, so that the next one
//! begins with all the work that there can be.

use crate::market;
use sc_chain_spec::{GenesisConfigBuilderRuntimeCaller, DEV_RUNTIME_PRESET};
use sp_consensus_aura::Slot;
use sp_core::storage::Storage;
use sp_state_machine::BasicExternalities;
use spheron_primitives::{EraIndex, OpenBlock};
use spheron_runtime::{books, Attestation, Eras, Runtime, DAYS, MINUTES, SLOT_MILLIS, SPON};
use std::fmt;

/// How large a market is.
#[derive(Clone, Copy)]
pub struct Size {
	/// How many providers there are.
	pub providers: u32,
	/// How many leases are in service.
	pub leases: u32,
}

impl fmt::Display for Size {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{} providers, {} leases", self.providers, self.leases)
	}
}

/// The era in which all happens.
const ERA: EraIndex = 100;

/// How long eras are.
const ERA_LENGTH: OpenBlock = DAYS;

/// From one attestation of a provider to the next.
pub const PERIOD: OpenBlock = 5 * MINUTES;

/// How often every provider has attested.
pub const ATTESTED: u32 = 2;

/// The first block of the next era.
pub const FIRST: OpenBlock = start_of(ERA + 1);

/// The last block of the era.
pub const LAST: OpenBlock = FIRST - 1;

/// The block after the state: one of an era like any other. In it the first provider's next
/// attestation is due.
pub const ORDINARY: OpenBlock = LAST - 1;

/// The block in which the first attestations were made.
const ATTESTING: OpenBlock = ORDINARY - ATTESTED * PERIOD;

/// The block in which all was ordered, to be awarded three blocks later, before the first attestation.
const ORDERED: OpenBlock = ATTESTING - 4;

/// The slot of the state.
pub const SLOT: u64 = 900_000_000;

const fn start_of(era: EraIndex) -> OpenBlock {
	era * ERA_LENGTH + 1
}

/// The state with a market of `size`, of the runtime in `wasm`.
pub fn build(wasm: &[u8], size: Size) -> Storage {
	let mut state = GenesisConfigBuilderRuntimeCaller::<()>::new(wasm)
		.get_storage_for_named_preset(Some(&DEV_RUNTIME_PRESET.to_string()))
		.expect("the runtime has this preset");
	BasicExternalities::execute_with_storage(&mut state, || fill(size));
	// Of the state as it will be: what was removed on the way still lay in the one above.
	BasicExternalities::execute_with_storage(&mut state, || assert_eq!(books::check(), vec![]));
	state
}

/// From a genesis to a market of `size`.
fn fill(size: Size) {
	set_calendar();
	set_now(ORDERED);
	market::set_prices();
	(0..size.providers).for_each(market::admit);
	market::order(size.leases);
	set_now(ORDERED + 3);
	market::serve(size.leases);
	for at in ATTESTING..ORDINARY {
		set_now(at);
		let since = at - ATTESTING;
		let sequence = 1 + since / PERIOD;
		turn(since % PERIOD, size.providers).for_each(|i| market::attest(i, sequence, at));
	}
}

/// Those of so many providers that attest in block `n` of every period: they are spread over it, and
/// the first one attests in the first.
fn turn(n: OpenBlock, providers: u32) -> std::ops::Range<u32> {
	let before = |n: OpenBlock| (n * providers).div_ceil(PERIOD);
	before(n)..before(n + 1)
}

fn set_now(block: OpenBlock) {
	pallet_eras::Now::<Runtime>::put(block);
}

/// Wall-clock time, and the eras so far. In all that can be claimed something was earned, which was
/// paid: the first of them expires with this era.
fn set_calendar() {
	assert_eq!((Eras::era_length(), Attestation::period()), (ERA_LENGTH, PERIOD));
	pallet_timestamp::Now::<Runtime>::put(SLOT * SLOT_MILLIS);
	pallet_aura::CurrentSlot::<Runtime>::put(Slot::from(SLOT));

	let era = pallet_eras::Era { index: ERA, started: start_of(ERA) };
	pallet_eras::CurrentEra::<Runtime>::put(era);
	for era in 1..=ERA {
		pallet_eras::EraStarts::<Runtime>::insert(era, start_of(era));
	}
	let oldest = ERA - Eras::claim_eras();
	pallet_eras::Oldest::<Runtime>::put(oldest);
	for era in oldest..ERA {
		let book = pallet_eras::Book {
			total: pallet_eras::POINT_HOUR,
			settled: pallet_eras::POINT_HOUR,
			budget: SPON,
			paid: SPON,
			claimable_until: era + Eras::claim_eras(),
		};
		pallet_eras::Books::<Runtime>::insert(era, book);
	}
}
