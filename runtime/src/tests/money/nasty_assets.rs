//! Assets that behave badly, and people who do. What the escrow's ledger does cannot fail for that
//! (E3, T2): settlement and closing go on; a withdrawal that the token refuses waits.

use super::{deploy, deposit, market, signed, small, unit, unlocked};
use crate::{
	books,
	configs::escrow::{Funds, HeldFunds},
	presets::{TDAI, USPON},
	tests::{
		chain::{dispatch, skip},
		market::order_as,
	},
	AccountId, Assets, Balance, Balances, Escrow, Registry, Runtime, RuntimeHoldReason, System,
	MILLI_SPON,
};
use frame_support::{
	assert_noop, assert_ok,
	traits::{
		fungible,
		fungibles::{Inspect, InspectHold, Mutate},
	},
};
use pallet_assets::{Asset, Call, Error};
use pallet_fees::Payee;
use pallet_leases::{Extension, Leases};
use sp_keyring::Sr25519Keyring::{self, AliceStash, Dave, EveStash, Ferdie, FerdieStash};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, TokenError};
use spheron_primitives::{
	traits::{Escrow as _, Providers},
	LeaseId, Token,
};

/// uSPON, which any account can own, and tDAI, which only accounts with SPON can.
const ASSETS: [u32; 2] = [USPON, TDAI];

/// Has come to hold every role of the assets.
const MALLORY: Sr25519Keyring = EveStash;

/// Runs `test` for each of [`ASSETS`], all of whose roles are Mallory's, with a lease in service that
/// Ferdie pays in it. At the end the books must agree.
fn with_mallory(test: impl Fn(u32, LeaseId)) {
	for asset in ASSETS {
		market().play(|| {
			let token = Token::WithId(asset);
			let lease = deploy(&token, 20 * unit(&token), unit(&token), 3_600);
			open_account(&proxy());
			Asset::<Runtime>::mutate(asset, |details| {
				let details = details.as_mut().unwrap();
				let mallory = MALLORY.to_account_id();
				details.owner = mallory.clone();
				details.issuer = mallory.clone();
				details.admin = mallory.clone();
				details.freezer = mallory;
			});
			test(asset, lease);
			assert_eq!(books::check(), vec![]);
		});
	}
}

/// Mallory's call of the assets pallet.
fn mallory(call: Call<Runtime>) -> DispatchResult {
	dispatch(signed(&MALLORY.to_account_id()), call)
}

fn withdraw(who: &AccountId, asset: u32, amount: Balance) -> DispatchResult {
	let call = pallet_escrow::Call::withdraw { token: Token::WithId(asset), amount };
	dispatch(signed(who), call)
}

fn withdraw_earnings(asset: u32) -> DispatchResult {
	let (provider, token) = (Dave.to_account_id(), Token::WithId(asset));
	let call = pallet_escrow::Call::withdraw_earnings { provider, token };
	dispatch(signed(&Ferdie.to_account_id()), call)
}

fn flush(asset: u32) -> DispatchResult {
	let call = pallet_fees::Call::flush { payee: Payee::Foundation, token: Token::WithId(asset) };
	dispatch(signed(&Ferdie.to_account_id()), call)
}

/// A day in the life of `lease`: settled, extended, handed over; another ordered and cancelled; then
/// closed by its tenant and given up by its provider. None of it is refused.
fn life_goes_on(asset: u32, lease: LeaseId) {
	let token = Token::WithId(asset);
	let (ferdie, heir) = (Ferdie.to_account_id(), AliceStash.to_account_id());
	let by = Extension::Blocks(10);
	let on_lease = |who: &AccountId, call: pallet_leases::Call<Runtime>| {
		assert_ok!(dispatch(signed(who), call));
	};

	skip(70);
	on_lease(&heir, pallet_leases::Call::settle { lease });
	on_lease(&ferdie, pallet_leases::Call::extend { lease, by });
	on_lease(&ferdie, pallet_leases::Call::offer { lease, to: heir.clone() });
	skip(70);
	on_lease(&heir, pallet_leases::Call::accept { lease });
	let order = order_as(Ferdie, small(&token, 1_800, 1));
	assert_ok!(dispatch(signed(&ferdie), pallet_orders::Call::cancel { order }));
	skip(70);
	on_lease(&heir, pallet_leases::Call::close { lease });
	on_lease(&Dave.to_account_id(), pallet_leases::Call::confirm_closed { lease });

	let paid = Leases::<Runtime>::get(lease).unwrap().paid;
	assert_eq!(paid.gross, unit(&token) * 210 / 1_800);
	assert_eq!((Escrow::locked(&ferdie, &token), Escrow::locked(&heir, &token)), (0, 0));
}

/// While `harm` is done, life goes on but nobody can withdraw, for `reason`; once it is `undone`,
/// everybody can.
fn stops_withdrawals_only(
	harm: impl Fn(u32) -> DispatchResult,
	reason: impl Into<DispatchError>,
	undo: impl Fn(u32) -> DispatchResult,
) {
	let reason = reason.into();
	with_mallory(|asset, lease| {
		let ferdie = Ferdie.to_account_id();
		assert_ok!(harm(asset));
		life_goes_on(asset, lease);
		let all = unlocked(&ferdie, &Token::WithId(asset));
		assert_noop!(withdraw(&ferdie, asset, all), reason);
		assert_noop!(withdraw_earnings(asset), reason);
		assert_noop!(flush(asset), reason);
		assert_eq!(books::check(), vec![]);

		assert_ok!(undo(asset));
		assert_ok!(withdraw(&ferdie, asset, all));
		assert_ok!(withdraw_earnings(asset));
		assert_ok!(flush(asset));
	});
}

#[test]
fn a_frozen_class_stops_withdrawals_only() {
	stops_withdrawals_only(
		|id| mallory(Call::freeze_asset { id: id.into() }),
		Error::<Runtime>::AssetNotLive,
		|id| mallory(Call::thaw_asset { id: id.into() }),
	);
}

/// Gives `who` what an account of SPON must have at least.
fn open_account(who: &AccountId) {
	assert_ok!(<Balances as fungible::Mutate<_>>::mint_into(who, MILLI_SPON));
}

/// Where the provider's earnings go.
fn proxy() -> AccountId {
	Registry::proxy_address(&Dave.to_account_id()).unwrap()
}

/// The accounts that are paid out in these tests.
fn payees() -> [AccountId; 3] {
	[Ferdie.to_account_id(), proxy(), FerdieStash.to_account_id()]
}

#[test]
fn blocked_payees_wait_until_they_are_thawed() {
	let block = |id: u32| {
		for who in payees() {
			// Only what owns some can be blocked.
			open_account(&who);
			Assets::mint_into(id, &who, Assets::minimum_balance(id))?;
			mallory(Call::block { id: id.into(), who: who.into() })?;
		}
		Ok(())
	};
	let thaw = |id: u32| {
		payees()
			.into_iter()
			.try_for_each(|who| mallory(Call::thaw { id: id.into(), who: who.into() }))
	};
	stops_withdrawals_only(block, TokenError::Blocked, thaw);
}

/// A supply at its limit: the asset cannot tell a withdrawal from a minting.
#[test]
fn an_issuer_who_mints_all_there_can_be_stops_withdrawals_only() {
	stops_withdrawals_only(
		|id| {
			let amount = Balance::MAX - Assets::total_issuance(id);
			let beneficiary = MALLORY.to_account_id().into();
			mallory(Call::mint { id: id.into(), beneficiary, amount })
		},
		ArithmeticError::Overflow,
		|id| {
			let who = MALLORY.to_account_id().into();
			mallory(Call::burn { id: id.into(), who, amount: Balance::MAX / 2 })
		},
	);
}

#[test]
fn freezing_the_parties_or_the_escrow_stops_nothing() {
	with_mallory(|asset, lease| {
		let escrow = Escrow::account_id(&Token::WithId(asset));
		for who in [Ferdie.to_account_id(), FerdieStash.to_account_id(), escrow.clone()] {
			assert_ok!(mallory(Call::freeze { id: asset.into(), who: who.into() }));
		}
		assert_ok!(mallory(Call::block { id: asset.into(), who: escrow.into() }));
		life_goes_on(asset, lease);
		assert_ok!(withdraw(&Ferdie.to_account_id(), asset, unit(&Token::WithId(asset))));
		assert_ok!(flush(asset));
	});
}

#[test]
fn nobody_can_burn_move_or_destroy_what_the_escrow_holds() {
	with_mallory(|asset, lease| {
		let token = Token::WithId(asset);
		let escrow = Escrow::account_id(&token);
		let held = || HeldFunds::balance_on_hold(token.clone(), &reason(), &escrow);
		let (id, before, min) = (asset.into(), held(), Assets::minimum_balance(asset));
		// A gift is all that Mallory can get at.
		assert_ok!(Assets::mint_into(asset, &escrow, 5 * min));
		let who = || escrow.clone().into();
		assert_ok!(mallory(Call::burn { id, who: who(), amount: Balance::MAX }));
		assert_eq!(Funds::balance(token.clone(), &escrow), min, "the float stays");
		let dest = MALLORY.to_account_id();
		for amount in [1, min, before] {
			let (source, dest) = (who(), dest.clone().into());
			assert_noop!(
				mallory(Call::force_transfer { id, source, dest, amount }),
				Error::<Runtime>::BalanceLow
			);
		}
		assert_noop!(mallory(Call::start_destroy { id }), Error::<Runtime>::ContainsHolds);
		assert_noop!(mallory(Call::refund_other { id, who: who() }), Error::<Runtime>::NoDeposit);
		assert_eq!(held(), before);

		life_goes_on(asset, lease);
		for who in [Ferdie, AliceStash].map(|who| who.to_account_id()) {
			let all = unlocked(&who, &token);
			assert_ok!(withdraw(&who, asset, all));
		}
	});
}

fn reason() -> RuntimeHoldReason {
	pallet_escrow::HoldReason::Escrow.into()
}

/// Earnings and fees that no account could be opened with wait until there is enough of them.
#[test]
fn less_than_a_minimum_balance_waits() {
	with_mallory(|asset, lease| {
		let token = Token::WithId(asset);
		// The proxy address of a provider owns nothing at first; nor does this foundation.
		let account: AccountId = [9; 32].into();
		open_account(&account);
		let root = frame_system::RawOrigin::Root;
		assert_ok!(dispatch(root, pallet_fees::Call::set_foundation { account }));
		// A cent is served in 18 blocks; of it, the fees are a fifth.
		skip(18);
		let settle = pallet_leases::Call::settle { lease };
		assert_ok!(dispatch(signed(&Ferdie.to_account_id()), settle.clone()));
		let refused: DispatchError = pallet_escrow::Error::<Runtime>::BelowMinimumBalance.into();
		assert_noop!(withdraw_earnings(asset), refused);
		assert_noop!(flush(asset), refused);

		skip(180);
		assert_ok!(dispatch(signed(&Ferdie.to_account_id()), settle));
		assert_ok!(withdraw_earnings(asset));
		assert_ok!(flush(asset));
		assert_eq!(Assets::balance(asset, proxy()), unit(&token) * 198 / 1_800 * 79 / 100);
	});
}

/// An asset whose minimum balance was raised above everything in the escrow.
#[test]
fn a_minimum_balance_above_all_fees_stops_only_those_who_own_none() {
	with_mallory(|asset, lease| {
		let (ferdie, token) = (Ferdie.to_account_id(), Token::WithId(asset));
		let min = Assets::minimum_balance(asset);
		let set = |min| {
			Asset::<Runtime>::mutate(asset, |details| details.as_mut().unwrap().min_balance = min)
		};
		// The check of the float is that of the listing.
		set(1_000 * unit(&token));
		life_goes_on(asset, lease);
		assert_ok!(withdraw(&ferdie, asset, unlocked(&ferdie, &token)));
		assert_ok!(flush(asset));
		let refused = pallet_escrow::Error::<Runtime>::BelowMinimumBalance;
		assert_noop!(withdraw_earnings(asset), refused);
		set(min);
		assert_ok!(withdraw_earnings(asset));
	});
}

/// Owners with as little SPON as an account can have, and with none.
#[test]
fn an_owner_at_the_existential_deposit_gets_its_money() {
	for asset in ASSETS {
		market().play(|| {
			let token = Token::WithId(asset);
			let beneficiary: AccountId = [7; 32].into();
			let gift = 10 * unit(&token);
			deposit(Ferdie, &token, gift);
			let call =
				pallet_escrow::Call::transfer { token, to: beneficiary.clone(), amount: gift };
			assert_ok!(dispatch(signed(&Ferdie.to_account_id()), call));
			let half = gift / 2;
			if asset == TDAI {
				let refused = pallet_escrow::Error::<Runtime>::RecipientNeedsSpon;
				assert_noop!(withdraw(&beneficiary, asset, half), refused);
				open_account(&beneficiary);
			} else {
				assert!(!System::account_exists(&beneficiary));
			}
			assert_ok!(withdraw(&beneficiary, asset, half));
			assert_ok!(withdraw(&beneficiary, asset, half));
			assert_eq!(Assets::balance(asset, &beneficiary), gift);
			assert_eq!(books::check(), vec![]);
		});
	}
}

/// All of SPON itself is in the escrow: what comes out must open the account again.
#[test]
fn an_owner_who_has_deposited_everything_gets_it_back() {
	market().play(|| {
		let (token, who) = (Token::Native, AccountId::from([7; 32]));
		let all = 2 * unit(&token);
		assert_ok!(<Balances as fungible::Mutate<_>>::mint_into(&who, all));
		let call = pallet_escrow::Call::deposit { token: token.clone(), amount: all };
		assert_ok!(dispatch(signed(&who), call));
		assert!(!System::account_exists(&who));
		let withdraw = |amount| {
			let call = pallet_escrow::Call::withdraw { token: token.clone(), amount };
			dispatch(signed(&who), call)
		};
		let refused = pallet_escrow::Error::<Runtime>::BelowMinimumBalance;
		assert_noop!(withdraw(MILLI_SPON - 1), refused);
		assert_ok!(withdraw(MILLI_SPON));
		assert_ok!(withdraw(all - MILLI_SPON));
		assert_eq!(Balances::free_balance(&who), all);
	});
}
