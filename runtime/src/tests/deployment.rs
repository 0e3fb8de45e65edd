//! A deployment from deposit to payout, with every unit accounted for.

use super::{
	chain::{next_block, on_chain, run_to, submit},
	market::{bid, last_lease, open_market, order, serve, PROVIDERS, USD},
};
use crate::{presets::USPON, Assets, Fees, Registry, Runtime, System, HOURS};
use sp_keyring::Sr25519Keyring::{Dave, Eve, Ferdie, FerdieStash};
use spheron_primitives::{
	traits::{FeeSink, Providers},
	Token,
};

const TOKEN: Token = Token::WithId(USPON);

fn wallet() -> (u128, u128) {
	let wallet = pallet_escrow::Wallets::<Runtime>::get(Ferdie.to_account_id(), TOKEN);
	(wallet.unlocked, wallet.locked)
}

#[test]
fn the_cheapest_bid_serves_and_is_paid_for_every_block() {
	on_chain("development", || {
		open_market(10 * USD);
		next_block();

		let id = order();
		// $1 for an hour and 2 % of user fee.
		assert_eq!(wallet(), (8_980_000, 1_020_000));
		let ordered = System::block_number();
		next_block();
		bid(Dave, id, 900_000);
		bid(Eve, id, 720_000);
		run_to(ordered + 3);
		let lease = last_lease();
		assert_eq!(wallet(), (8_980_000, 1_020_000), "the excess stays locked until confirmed");

		serve(Eve, lease);
		assert_eq!(wallet(), (9_265_600, 734_400));

		// 10 blocks at 400 units each.
		run_to(System::block_number() + 10);
		submit(Ferdie, pallet_leases::Call::close { lease });
		assert_eq!(wallet(), (10 * USD - 4_080, 0));
		let eve = Eve.to_account_id();
		assert_eq!(pallet_escrow::Earnings::<Runtime>::get(&eve, TOKEN), 3_160);
		assert_eq!(Fees::owed(&TOKEN), 920);

		submit(Eve, pallet_leases::Call::confirm_closed { lease });
		for provider in PROVIDERS {
			assert!(Registry::reserved(&provider.to_account_id()).is_empty());
		}
	});
}

#[test]
fn a_lease_runs_dry_at_its_last_block_and_leaves_nothing_locked() {
	on_chain("development", || {
		open_market(5 * USD);
		let id = order();
		bid(Dave, id, USD);
		run_to(System::block_number() + 3);
		let lease = last_lease();
		serve(Dave, lease);

		let ends = System::block_number() + HOURS;
		run_to(ends - 1);
		submit(Ferdie, pallet_leases::Call::settle { lease });
		// floor(1 000 000 × 1 799 ÷ 1 800) = 999 444, and ceil of 2 % of it 19 989.
		assert_eq!(wallet().1, 1_020_000 - 999_444 - 19_989);
		run_to(ends);
		assert_eq!(wallet(), (3_980_000, 0));

		let dave = Dave.to_account_id();
		submit(
			Dave,
			pallet_escrow::Call::withdraw_earnings { provider: dave.clone(), token: TOKEN },
		);
		let proxy = Registry::proxy_address(&dave).unwrap();
		assert_eq!(Assets::balance(USPON, &proxy), 790_000);
		let before = Assets::balance(USPON, FerdieStash.to_account_id());
		submit(
			Ferdie,
			pallet_fees::Call::flush { payee: pallet_fees::Payee::Foundation, token: TOKEN },
		);
		let flushed = Assets::balance(USPON, FerdieStash.to_account_id()) - before;
		assert_eq!(flushed + 790_000, 1_020_000);
	});
}
