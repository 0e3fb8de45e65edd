//! Capacity that is not there, or is there for a moment, for the sake of activity rewards (X2, X3, S4).

use super::{
	attended::{attest, ended, silence},
	*,
};
use crate::{
	configs::fees::RewardPot,
	dynamic_params::rewards::{EraBudget, Parameters},
	tests::{
		chain::{on_chain, submit},
		market::{admit, details, spec, stay_alive},
		money::{deposit, small},
	},
	Eras, RuntimeParameters, MILLI_SPON,
};
use pallet_attestation::Unhealthy;
use pallet_eras::{Call, CurrentEra, Error, Standings};
use pallet_leases::EndReason;
use spheron_primitives::{traits::OpenBlocks, Tier};
use std::collections::BTreeMap;

type Refusal = Error<Runtime>;

/// Of the preset `fast`, in open blocks.
const ERA: u32 = 60;
const FREEZE_AFTER: u32 = 10;
const CONFIRM_WITHIN: u32 = 8;
const PERIOD: u32 = 6;

/// What an era pays in these tests. By its points it could be more.
const BUDGET: i128 = MILLI_SPON as i128;

/// What a failed award of [`spec`] costs: 5 % of the 33.390 625 SPON that its resources require, and
/// 0.1 SPON.
const FAULT: i128 = 1_769_531_250_000_000_000;

/// Runs `test` in the first block of era 1, in which Dave and Eve have had the same all along; the
/// reward pot has enough, and Ferdie $30.
fn on_era(test: impl FnOnce()) {
	on_market(|| {
		fill_pot(BUDGET as Balance);
		deposit(Ferdie, &TOKEN, 20 * USD);
		end_era();
		assert_eq!((Eras::era(), Eras::now()), (1, ERA + 1));
		test();
	});
}

/// From now on an era pays `budget`, and there is enough for many.
fn fill_pot(budget: Balance) {
	let (dest, value) = (RewardPot::get().into(), SPON);
	submit(Alice, pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value });
	let parameter = Parameters::EraBudget(EraBudget, Some(budget));
	let key_value = RuntimeParameters::Rewards(parameter);
	decided(pallet_parameters::Call::<Runtime>::set_parameter { key_value });
}

/// The first block of the next era.
fn end_era() {
	skip(CurrentEra::<Runtime>::get().started + ERA - Eras::now());
}

/// The era ends, everybody is brought up to date, and its total freezes.
fn close_era() {
	end_era();
	let providers: Vec<_> = Standings::<Runtime>::iter_keys().collect();
	for provider in providers {
		act(Ferdie, Call::<Runtime>::accrue { provider });
	}
	skip(FREEZE_AFTER);
}

fn claim(provider: Sr25519Keyring, era: u32) -> Call<Runtime> {
	Call::claim { provider: id(provider), era }
}

/// What so many blocks of one of the providers are worth, if all of them together have `of`.
fn share(blocks: i128, of: i128) -> i128 {
	BUDGET * blocks / of
}

/// The pot has paid `who` its `reward`s, all at once.
fn rewarded<const N: usize>(
	rewards: [(Sr25519Keyring, i128); N],
) -> impl Iterator<Item = (AccountId, Has, i128)> {
	let paid: i128 = rewards.iter().map(|(_, reward)| reward).sum();
	let from = (RewardPot::get(), Has::Free(Token::Native), -paid);
	let to = rewards.map(|(who, reward)| (id(who), Has::Free(Token::Native), reward));
	to.into_iter().chain([from])
}

/// Dave has lost `amount` of his stake, which has gone to the fee routes.
fn slashed(amount: i128) -> [(AccountId, Has, i128); 2] {
	[(id(Dave), Has::Staked, -amount), (pot(), Has::Free(Token::Native), amount)]
}

/// Dave wins `awards` orders of Ferdie's and confirms none of them.
fn confirms_none(awards: u32) {
	for _ in 0..awards {
		ordered(Ferdie, spec());
	}
	skip(3);
	skip(CONFIRM_WITHIN);
	assert!(Standings::<Runtime>::get(id(Dave)).unwrap().faulted);
}

/// It attests without fail, and bids. What was its share is Eve's.
#[test]
fn who_confirms_no_award_pays_for_each_and_is_not_paid_for_the_era() {
	on_era(|| {
		let before = Standing::now();
		confirms_none(3);
		let lost = [(id(Dave), Has::Staked, -3 * FAULT), (id(Dave), Has::Slashed, 3 * FAULT)];
		before.expect(Dave, lost);
		// Nor can he make up for it by stake.
		act(Dave, Stake::bond { amount: 3 * FAULT as Balance });
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		act(Ferdie, Orders::create { spec: Box::new(spec()) });
		let error = pallet_orders::Error::<Runtime>::TooManyFaults;
		refused(Dave, Orders::bid { order, provider: id(Dave), price: USD }, error);

		close_era();
		refused(Ferdie, claim(Dave, 1), Refusal::NothingToClaim);
		act(Ferdie, claim(Eve, 1));
		refused(Ferdie, claim(Eve, 1), Refusal::NothingToClaim);
		let changes = [
			(id(Dave), Has::Free(Token::Native), -3 * FAULT),
			(pot(), Has::Free(Token::Native), 3 * FAULT),
		];
		before.expect(Dave, changes.into_iter().chain(rewarded([(Eve, BUDGET)])));
	});
}

/// It is won in the last blocks of an era and lapses in the next: that one is lost, instead of the one
/// that is over, in which what was reserved meanwhile was not paid either.
#[test]
fn an_award_put_over_the_end_of_an_era_costs_the_next() {
	on_era(|| {
		let before = Standing::now();
		skip(ERA - 6);
		ordered(Ferdie, spec());
		skip(3);
		close_era();
		act(Ferdie, claim(Dave, 1));
		act(Ferdie, claim(Eve, 1));
		// In tenths of a point: for 3 blocks, of 43.2 points 10.8 were reserved.
		let (daves, eves) = (432 * 57 + 324 * 3, 432 * 60);
		let [daves, eves] = [daves, eves].map(|points| BUDGET * points / (daves + eves));

		close_era();
		refused(Ferdie, claim(Dave, 2), Refusal::NothingToClaim);
		act(Ferdie, claim(Eve, 2));
		let rewards = rewarded([(Dave, daves), (Eve, eves + BUDGET)]);
		before.expect(Dave, rewards.chain(slashed(FAULT)));
	});
}

/// It is gone before the order is matched, and at fault all the same (S4). So it is not paid for the era
/// either.
#[test]
fn who_leaves_before_its_bid_is_matched_loses_the_era_with_it() {
	on_era(|| {
		let before = Standing::now();
		skip(ERA - 10);
		ordered(Ferdie, spec());
		act(Dave, Registry::leave {});
		skip(3);
		let lost = [(id(Dave), Has::Staked, -FAULT), (id(Dave), Has::Slashed, FAULT)];
		before.expect(Dave, lost);
		close_era();
		refused(Ferdie, claim(Dave, 1), Refusal::NothingToClaim);
		act(Ferdie, claim(Eve, 1));
		before.expect(Dave, slashed(FAULT).into_iter().chain(rewarded([(Eve, BUDGET)])));
	});
}

/// To leave and to be admitted again does not make an era one without a fault.
#[test]
fn who_comes_back_after_a_fault_earns_nothing_in_the_era_of_it() {
	on_era(|| {
		let before = Standing::now();
		confirms_none(1);
		act(Dave, Stake::bond { amount: FAULT as Balance });
		act(Dave, Registry::leave {});
		admitted(Dave);
		close_era();
		refused(Ferdie, claim(Dave, 1), Refusal::NothingToClaim);
		act(Ferdie, claim(Eve, 1));
		let changes = [
			(id(Dave), Has::Free(Token::Native), -FAULT),
			(pot(), Has::Free(Token::Native), FAULT),
		];
		before.expect(Dave, changes.into_iter().chain(rewarded([(Eve, BUDGET)])));
	});
}

/// An outage of one's own, of a lease with oneself that costs next to nothing, is no way out of awards:
/// neither of one that waits for its confirmation, nor of a bid that is matched while leases are being
/// closed.
#[test]
fn who_goes_dark_for_it_is_at_fault_for_its_awards_all_the_same() {
	on_market(|| {
		silence();
		deposit(ALIAS, &TOKEN, 10 * USD);
		let before = Standing::now();
		// A unit of uSPON a block.
		leased(ALIAS, small(&TOKEN, 1_800, 100));
		skip(11);
		ordered(Ferdie, spec());
		skip(2);
		ordered(Ferdie, spec());
		skip(1);
		let awarded = last_lease();
		skip(1);
		assert_eq!(ended(awarded), Some((EndReason::Outage, Eras::now())));
		skip(1);
		assert_eq!(last_lease(), awarded);
		// Of the outage itself: fifteen millionths of a dollar.
		let lost = 2 * FAULT + 30_000_000_000_000;
		before.expect(Dave, [(id(Dave), Has::Staked, -lost), (id(Dave), Has::Slashed, lost)]);
	});
}

/// No block is paid twice, and none in which it was gone.
#[test]
fn who_leaves_and_comes_back_is_paid_for_the_blocks_in_which_it_was_there() {
	on_era(|| {
		let before = Standing::now();
		skip(20);
		act(Dave, Registry::leave {});
		skip(10);
		admitted(Dave);
		close_era();
		act(Ferdie, claim(Dave, 1));
		act(Ferdie, claim(Eve, 1));
		refused(Ferdie, claim(Dave, 1), Refusal::NothingToClaim);
		before.expect(Dave, rewarded([(Dave, share(50, 110)), (Eve, share(60, 110))]));
	});
}

#[test]
fn who_joins_for_the_last_block_is_paid_for_that_block() {
	on_era(|| {
		let before = Standing::now();
		skip(ERA - 1);
		act(CANDIDATE, Stake::bond { amount: STAKE });
		stay_alive(&id(CANDIDATE));
		admitted(CANDIDATE);
		close_era();
		act(Ferdie, claim(CANDIDATE, 1));
		let (reward, stake) = (share(1, 121), STAKE as i128);
		let changes = [
			(id(CANDIDATE), Has::Staked, stake),
			(id(CANDIDATE), Has::Free(Token::Native), reward - stake),
			(RewardPot::get(), Has::Free(Token::Native), -reward),
		];
		before.expect(CANDIDATE, changes);
	});
}

/// From this block on Dave's clock runs by what he attests, and not by itself as before.
fn wakes() {
	act(Ferdie, Call::<Runtime>::accrue { provider: id(Dave) });
	silence();
	attest(Unhealthy::None);
}

/// From this block on it runs for so many, two periods or more, and then stands still.
fn up_for(blocks: u32) {
	wakes();
	for _ in 1..blocks / PERIOD {
		skip(PERIOD);
		attest(Unhealthy::None);
	}
	skip(PERIOD + blocks % PERIOD);
	attest(Unhealthy::All);
}

/// To be up for a little less than 60 % of an era loses all of it (X3), for a little more pays for that.
#[test]
fn who_is_up_for_too_little_of_an_era_is_not_paid_for_it() {
	for (blocks, daves, eves) in [(35, 0, BUDGET), (36, share(36, 96), share(60, 96))] {
		on_era(|| {
			let before = Standing::now();
			up_for(blocks);
			close_era();
			match daves {
				0 => refused(Ferdie, claim(Dave, 1), Refusal::NothingToClaim),
				_ => act(Ferdie, claim(Dave, 1)),
			}
			act(Ferdie, claim(Eve, 1));
			let rewards = rewarded([(Dave, daves), (Eve, eves)]);
			before.expect(Dave, rewards);
		});
	}
}

/// Nor is who leaves in its last block, so that it does not come to its end: only the first era does not
/// count if it is a part of one (X3).
#[test]
fn who_leaves_at_the_end_of_an_era_in_which_it_was_up_for_too_little_is_not_paid_for_it() {
	on_era(|| {
		let before = Standing::now();
		up_for(30);
		skip(ERA - 1 - 30);
		act(Dave, Registry::leave {});
		close_era();
		refused(Ferdie, claim(Dave, 1), Refusal::NothingToClaim);
		act(Ferdie, claim(Eve, 1));
		before.expect(Dave, rewarded([(Eve, BUDGET)]));
	});
}

/// It is outside uptime, so that ten blocks make a good era; but they are all that is paid.
#[test]
fn maintenance_for_most_of_an_era_is_not_paid() {
	on_era(|| {
		let before = Standing::now();
		wakes();
		let starts_at = Eras::now() + 5;
		act(Dave, Registry::announce_maintenance { starts_at, ends_at: starts_at + 50 });
		skip(53);
		attest(Unhealthy::None);
		close_era();
		act(Ferdie, claim(Dave, 1));
		act(Ferdie, claim(Eve, 1));
		before.expect(Dave, rewarded([(Dave, share(10, 70)), (Eve, share(60, 70))]));
	});
}

/// Without stake Dave cannot bid, so nobody finds out; but he is not paid either. What was his share stays
/// in the pot.
#[test]
fn capacity_without_stake_is_not_paid() {
	on_era(|| {
		let before = Standing::now();
		act(Dave, Stake::unbond { amount: STAKE });
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		act(Ferdie, Orders::create { spec: Box::new(spec()) });
		let error = pallet_orders::Error::<Runtime>::StakeTooLow;
		refused(Dave, Orders::bid { order, provider: id(Dave), price: USD }, error);
		close_era();
		refused(Ferdie, claim(Dave, 1), Refusal::NothingToClaim);
		act(Ferdie, claim(Eve, 1));
		before.expect(Dave, rewarded([(Eve, share(60, 120))]));
	});
}

/// Dave has all, Eve and another have half of it each; what there is to pay is no multiple of four.
#[test]
fn two_halves_are_paid_no_more_than_the_whole() {
	on_chain("fast", || {
		admit(Dave, details(Dave), Tier::Tier6);
		for half in [Eve, CANDIDATE] {
			let mut details = details(half);
			details.capacity.vcpu_millis /= 2;
			details.capacity.ram_mib /= 2;
			details.capacity.storage_gib /= 2;
			let gpus = BTreeMap::from([(b"rtx3060".to_vec().try_into().unwrap(), 2)]);
			details.capacity.gpus = gpus.try_into().unwrap();
			admit(half, details, Tier::Tier6);
			assert_eq!(Staking::required(&id(half)), Some(STAKE / 2));
		}
		fill_pot(1_000_003);
		end_era();

		let before = Standing::now();
		close_era();
		for provider in [Dave, Eve, CANDIDATE] {
			act(Ferdie, claim(provider, 1));
		}
		before.expect(Dave, rewarded([(Dave, 500_001), (Eve, 250_000), (CANDIDATE, 250_000)]));
	});
}
