//! The rules of protocol time, trust tiers and activity rewards, one behaviour per test.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError::BadOrigin, Perbill};
use spheron_primitives::{
	traits::{OnFault as _, OpenBlocks as _, Trust as _},
	Balance, Points, Tier,
};

mod accrue;
mod claim;
mod eras;
mod faults;
mod gaps;
mod model;
mod open_blocks;
mod promote;
mod properties;
mod rewards;
mod splitting;
mod table;
mod trust;
mod try_state;
mod worked;

/// What `provider` has earned in the running era, in points for a block at a multiplier of 1.0.
fn points(provider: AccountId) -> EraPoints {
	let points = standing(provider).points;
	assert_eq!(points % 1_000_000, 0);
	points / 1_000_000 / 10
}

fn standing(provider: AccountId) -> Standing {
	Standings::<Test>::get(provider).expect("it is admitted")
}

fn book(era: u32) -> Book {
	Books::<Test>::get(era).expect("somebody earned something in it")
}

fn earnings(provider: AccountId) -> Vec<Earned> {
	EarningsOf::<Test>::get(provider).into_inner()
}

/// What `who` has received since genesis.
fn gained(who: AccountId) -> Balance {
	Balances::free_balance(who) - WEALTH
}

/// What the pot has paid since genesis.
fn paid() -> Balance {
	ENDOWMENT + EXISTENTIAL_DEPOSIT - Balances::free_balance(POT)
}

/// The first era that counts has begun, and `providers` are in `tier` and offer `free` points each.
fn offering(providers: &[AccountId], tier: Tier, free: Points) {
	run(1);
	for provider in providers {
		admit(*provider, tier);
		offer(*provider, free, 0);
	}
	next_era();
}

/// An era of 1 000 blocks passes in which `provider` attested so many thousandths of it.
fn era_with(provider: AccountId, up: u32) {
	EraLength::set(1_000);
	attest(provider, up);
	next_era();
	assert_ok!(accrue(provider));
}
