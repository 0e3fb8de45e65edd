//! A lease with oneself at an absurd price, and an outage: to have one's stake back as what a tenant has
//! lost (S4, S5).

use super::{
	attended::{attest, ended, silence},
	*,
};
use crate::{
	tests::{
		market::spec,
		money::{deposit, small},
	},
	Eras,
};
use pallet_attestation::Unhealthy;
use pallet_leases::EndReason;
use pallet_provider_staking::{Claims, Error, SlashId};
use spheron_primitives::{resources::Gpus, traits::OpenBlocks, Service};

type Refusal = Error<Runtime>;

/// Of the preset `fast`, in open blocks.
const OUTAGE_LIMIT: u32 = 15;

/// A dollar a block.
const ABSURD: Balance = 1_800 * USD;

/// A tenth of what Dave has at stake: what the outage of a lease of all that he has costs at most. For
/// this price it is more than what is missed.
const SLASHED: i128 = 15_200;

const SLASH: SlashId = SlashId(0);

/// All that Dave has, but for `left` GPUs and as many times what else [`spec`] needs, for an hour.
fn all_but(left: u32) -> OrderSpec<AccountId> {
	let service = Service {
		vcpu_millis: 32_000 - 8_000 * left,
		ram_mib: 131_072 - 16_384 * left,
		storage_gib: 2_048 - 200 * left,
		gpu: Some(Gpus { model: b"rtx3060".to_vec().try_into().unwrap(), count: 4 - left }),
		replicas: 1,
	};
	OrderSpec { services: vec![service].try_into().unwrap(), max_price: ABSURD, ..spec() }
}

/// Runs `test` where Dave never attests unless it does, and his alias has $2 000.
fn on_dark_market(test: impl FnOnce()) {
	on_market(|| {
		silence();
		deposit(ALIAS, &TOKEN, 2_000 * USD);
		test();
	});
}

/// An outage ends Dave's `lease` after so many `blocks`, and he clears it up.
fn goes_dark(lease: LeaseId, blocks: u32) {
	skip(blocks - 1);
	assert_eq!(ended(lease), None);
	skip(1);
	assert_eq!(ended(lease), Some((EndReason::Outage, Eras::now())));
	act(Dave, Leases::confirm_closed { lease });
}

/// Since `before`, Dave's stake has changed by `staked`, what he and his alias have in hand by `free`
/// and `out`, all in thousandths of SPON. Nothing else has, so they have not gained anything if these
/// come to nothing.
fn expect(before: &Standing, staked: i128, free: i128, out: i128) {
	let changes = [
		(id(Dave), Has::Staked, milli_spon(staked)),
		(id(Dave), Has::Free(Token::Native), milli_spon(free)),
		(id(ALIAS), Has::Free(Token::Native), milli_spon(out)),
	];
	before.expect(Dave, changes);
	assert_eq!(staked + free + out, 0);
}

/// Though the lease was worth 3 672 SPON, and all but nothing of that was served. To do it again, Dave
/// has to put in what his alias got out: his stake is too low for any bid.
#[test]
fn an_accomplice_gets_out_what_was_put_in_and_nothing_more() {
	on_dark_market(|| {
		let before = Standing::now();
		for round in 0..3 {
			let lease = leased(ALIAS, all_but(0));
			goes_dark(lease, OUTAGE_LIMIT);
			let slash = SlashId(round);
			let claimed = Claims::<Runtime>::get(slash, lease).unwrap();
			assert_eq!(claimed.loss as i128, milli_spon(3_672_000));
			refused(ALIAS, Stake::claim { slash, lease }, Refusal::StillWaiting);
			skip(SLASH_DELAY);
			act(ALIAS, Stake::claim { slash, lease });
			refused(ALIAS, Stake::claim { slash, lease }, Refusal::NoSuchSlash);
			let rounds = i128::from(round);
			expect(&before, -SLASHED, -SLASHED * rounds, SLASHED * (rounds + 1));

			let order = pallet_orders::NextOrderId::<Runtime>::get();
			act(Ferdie, Orders::create { spec: Box::new(small(&TOKEN, USD, 100)) });
			let error = pallet_orders::Error::<Runtime>::StakeTooLow;
			refused(Dave, Orders::bid { order, provider: id(Dave), price: USD }, error);
			// So that it is not in the way of the sums.
			act(Ferdie, Orders::cancel { order });
			act(Dave, Stake::bond { amount: STAKE / 10 });
		}
	});
}

/// What was served is paid for, and of that fees go. So the two are poorer.
#[test]
fn who_serves_itself_for_a_while_pays_the_fees_of_it() {
	on_dark_market(|| {
		let before = Standing::now();
		ordered(ALIAS, all_but(0));
		skip(3);
		attest(Unhealthy::None);
		let lease = last_lease();
		act(Dave, Leases::confirm { lease });
		act(Dave, Leases::activate { lease, access: access() });
		// For two periods the clock runs.
		goes_dark(lease, 12 + OUTAGE_LIMIT);
		skip(SLASH_DELAY);
		act(ALIAS, Stake::claim { slash: SLASH, lease });
		// Of $12, 2 % on top, 20 % for the foundation, and 1 %.
		let (spent, earned) = (12_240_000, 9_480_000);
		let changes = [
			(id(ALIAS), Has::Unlocked(TOKEN), -spent),
			(id(Dave), Has::Earned(TOKEN), earned),
			(id(Dave), Has::Staked, milli_spon(-SLASHED)),
			(id(ALIAS), Has::Free(Token::Native), milli_spon(SLASHED)),
		];
		before.expect(Dave, changes);
	});
}

/// As its own tenant, Dave has no claim: all of it is lost.
#[test]
fn its_own_account_gets_out_nothing() {
	on_market(|| {
		silence();
		deposit(Dave, &TOKEN, 2_000 * USD);
		let before = Standing::now();
		let lease = leased(Dave, all_but(0));
		goes_dark(lease, OUTAGE_LIMIT);
		refused(Dave, Stake::claim { slash: SLASH, lease }, Refusal::NoSuchClaim);
		skip(SLASH_DELAY);
		refused(Dave, Stake::claim { slash: SLASH, lease }, Refusal::NoSuchSlash);
		let changes = [
			(id(Dave), Has::Staked, milli_spon(-SLASHED)),
			(pot(), Has::Free(Token::Native), milli_spon(SLASHED)),
		];
		before.expect(Dave, changes);
	});
}

/// Nor has an accomplice whom the council knows for one.
#[test]
fn an_accomplice_whose_claim_is_struck_gets_out_nothing() {
	on_dark_market(|| {
		let before = Standing::now();
		let lease = leased(ALIAS, all_but(0));
		goes_dark(lease, OUTAGE_LIMIT);
		decided(Stake::strike_claim { slash: SLASH, lease });
		refused(ALIAS, Stake::claim { slash: SLASH, lease }, Refusal::NoSuchClaim);
		skip(SLASH_DELAY);
		refused(ALIAS, Stake::claim { slash: SLASH, lease }, Refusal::NoSuchSlash);
		let changes = [
			(id(Dave), Has::Staked, milli_spon(-SLASHED)),
			(pot(), Has::Free(Token::Native), milli_spon(SLASHED)),
		];
		before.expect(Dave, changes);
	});
}

/// Each lease has a slash of its own, limited by its own resources: however dear the one of the alias is,
/// and though its turn comes first, the other tenant is compensated for all that it missed.
#[test]
fn a_dear_lease_takes_nothing_from_the_tenants_of_others() {
	on_dark_market(|| {
		let before = Standing::now();
		ordered(ALIAS, all_but(1));
		ordered(Ferdie, spec());
		skip(3);
		let honest = last_lease();
		let own = LeaseId(honest.0 - 1);
		for lease in [own, honest] {
			act(Dave, Leases::confirm { lease });
			act(Dave, Leases::activate { lease, access: access() });
		}
		skip(OUTAGE_LIMIT);
		for lease in [own, honest] {
			assert_eq!(ended(lease), Some((EndReason::Outage, Eras::now())));
			act(Dave, Leases::confirm_closed { lease });
		}
		skip(SLASH_DELAY);
		act(ALIAS, Stake::claim { slash: SlashId(0), lease: own });
		act(Ferdie, Stake::claim { slash: SlashId(1), lease: honest });
		// A tenth of 118.609 375 SPON; and 15 blocks at $1 an hour, 8 333 millionths of a dollar.
		let (out, compensated) = (11_860_937_500_000_000_000, 16_666_000_000_000_000);
		let changes = [
			(id(Dave), Has::Staked, -out - compensated),
			(id(ALIAS), Has::Free(Token::Native), out),
			(id(Ferdie), Has::Free(Token::Native), compensated),
		];
		before.expect(Dave, changes);
	});
}
