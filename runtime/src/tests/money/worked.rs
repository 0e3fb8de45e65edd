//! The tables of `docs/money.md`, played on the chain.

use super::{deploy, market, signed, unlocked};
use crate::{
	presets::USPON,
	tests::{
		chain::{dispatch, skip},
		reference::arithmetic::Totals,
	},
	Balance, Runtime,
};
use pallet_escrow::BracketTable;
use pallet_leases::{Extension, LeaseOf, LeaseState, Leases};
use sp_keyring::Sr25519Keyring::{Dave, Ferdie};
use spheron_primitives::{LeaseId, Token};

const GUIDE: &str = include_str!("../../../../docs/money.md");

/// The cells of the first table under `heading`, without its header.
fn table(heading: &str) -> Vec<Vec<String>> {
	let at = GUIDE.find(&format!("\n{heading}\n")).expect("the guide has this heading");
	GUIDE[at..]
		.lines()
		.skip_while(|line| !line.starts_with('|'))
		.take_while(|line| line.starts_with('|'))
		.skip(2)
		.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().into()).collect())
		.collect()
}

/// The number that a cell begins with.
fn number(cell: &str) -> Balance {
	let digits: String = cell
		.chars()
		.take_while(|c| c.is_ascii_digit() || *c == ' ')
		.filter(char::is_ascii_digit)
		.collect();
	digits.parse().expect("a number")
}

fn lease(id: LeaseId) -> LeaseOf<Runtime> {
	Leases::<Runtime>::get(id).unwrap()
}

/// Starts a lease on `terms`: token, price, blocks, deposit.
fn start(terms: &[String]) -> LeaseId {
	let [token, price, blocks, deposit] = terms else { panic!("terms have four columns") };
	let token = match token.as_str() {
		"SPON" => Token::Native,
		"uSPON" => Token::WithId(USPON),
		other => panic!("what is {other}?"),
	};
	deploy(&token, number(deposit), number(price), number(blocks) as u32)
}

/// Does what a row says happens.
fn play(id: LeaseId, what: &str) {
	let (anyone, tenant) = (signed(&Dave.to_account_id()), signed(&Ferdie.to_account_id()));
	match what.strip_prefix("extended by ") {
		Some(by) => {
			let by = if by.contains("units") {
				Extension::Amount(number(by))
			} else {
				Extension::Blocks(number(by) as u32)
			};
			dispatch(tenant, pallet_leases::Call::extend { lease: id, by }).unwrap();
		}
		None if what == "settled" => {
			dispatch(anyone, pallet_leases::Call::settle { lease: id }).unwrap();
		}
		// By itself, in the block's hook.
		None if what == "ended" => {
			assert!(matches!(lease(id).state, LeaseState::Closing { .. }), "it has ended");
		}
		None => assert_eq!(what, "activated"),
	}
}

/// Plays the lease of that name.
fn work_out(name: &str) {
	let terms = table("## Two leases, unit by unit");
	let terms = terms.into_iter().find(|row| row[0] == name).expect("the lease has terms");
	market().play(|| {
		let id = start(&terms[1..]);
		let (tenant, provider) = (Ferdie.to_account_id(), Dave.to_account_id());
		let token = lease(id).token;
		let deposited = number(&terms[4]);
		let mut served = 0;
		let mut end = lease(id).meter.end;
		for row in table(&format!("### Lease {name}")) {
			let at = number(&row[0]) as u32;
			if at > served {
				skip(at - served);
				served = at;
			}
			play(id, &row[1]);
			if let Some((_, bought)) = row[1].split_once(": ") {
				end += number(bought) as u32;
				assert_eq!(lease(id).meter.end, end);
			}
			let [gross, user_fee, share, provider_fee, net, locked] =
				[2, 3, 4, 5, 6, 7].map(|column: usize| number(&row[column]));
			let paid = Totals { gross, user_fee, share, provider_fee };
			assert_eq!(Totals::from(lease(id).paid), paid, "{row:?}");
			assert_eq!(lease(id).locked, locked, "{row:?}");
			let earned = pallet_escrow::Earnings::<Runtime>::get(&provider, &token);
			assert_eq!(earned, net, "{row:?}");
			let owed = pallet_fees::OwedInEscrow::<Runtime>::get(&token);
			assert_eq!(owed, user_fee + share + provider_fee, "{row:?}");
			assert_eq!(unlocked(&tenant, &token), deposited - locked - gross - user_fee, "{row:?}");
		}
	});
}

#[test]
fn the_lease_in_uspon_is_as_the_guide_works_it_out() {
	work_out("A");
}

#[test]
fn the_lease_in_spon_is_as_the_guide_works_it_out() {
	work_out("B");
}

#[test]
fn the_bracket_is_that_of_the_guide() {
	let row = BracketTable::default().rows()[0];
	assert_eq!((BracketTable::default().rows().len(), row.usd), (1, 15_000_000));
	for (limits, cells) in [row.without_gpu, row.with_gpu].iter().zip(table("## Deposit brackets"))
	{
		let [vcpu, ram, storage] = [1, 2, 3].map(|column: usize| number(&cells[column]) as u64);
		let gpu: f64 = cells[4].parse().unwrap();
		assert_eq!(limits.vcpu_millis, vcpu * 1_000);
		assert_eq!((limits.ram_mib, limits.storage_gib), (ram * 1_024, storage));
		assert_eq!(limits.gpu_units, (gpu * 100.0) as u64);
	}
}
