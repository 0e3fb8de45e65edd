//! The operator key, in the wrong hands: it moves no funds (R4).

use super::*;
use crate::{
	configs::proxy::ProxyType,
	presets::TDAI,
	tests::market::{attestation_key, details, proof, spec},
	OriginCaller,
};
use pallet_escrow::Error as EscrowError;
use pallet_leases::Error as LeasesError;
use pallet_provider_staking::Error as StakeError;
use pallet_registry::Error as RegistryError;
use sp_core::Pair;
use sp_runtime::{MultiAddress, Perbill, TokenError};
use spheron_primitives::AttestationId;

/// Dave's operator, which was handed to somebody who cannot be trusted.
const OPERATOR: Sr25519Keyring = ALIAS;

/// Runs `test` where Dave has funds of every kind: stake, more that has unbonded, a wallet, earnings,
/// and a lease of his own, from Eve.
fn with_operator(test: impl FnOnce(LeaseId)) {
	on_market(|| {
		for who in [Dave, Ferdie] {
			act(who, Escrow::deposit { token: TOKEN, amount: 20 * USD });
		}
		let sold = leased(Ferdie, spec());
		skip(100);
		act(Ferdie, Leases::close { lease: sold });
		act(Dave, Leases::confirm_closed { lease: sold });

		let order = pallet_orders::NextOrderId::<Runtime>::get();
		act(Dave, Orders::create { spec: Box::new(spec()) });
		act(Eve, Orders::bid { order, provider: id(Eve), price: USD });
		skip(3);
		let bought = last_lease();
		act(Eve, Leases::confirm { lease: bought });
		act(Eve, Leases::activate { lease: bought, access: access() });

		act(Dave, Stake::bond { amount: SPON });
		act(Dave, Stake::unbond { amount: SPON });
		skip(UNBONDING);
		act(Dave, Registry::set_operator { operator: id(OPERATOR) });
		test(bought);
	});
}

fn address(who: Sr25519Keyring) -> MultiAddress<AccountId, ()> {
	MultiAddress::Id(id(who))
}

#[test]
fn it_takes_nothing_out_of_the_provider_s_wallet() {
	with_operator(|bought| {
		let (token, amount) = (TOKEN, 1);
		let none = DispatchError::from(EscrowError::<Runtime>::NotEnoughUnlocked);
		refused(OPERATOR, Escrow::withdraw { token: token.clone(), amount }, none);
		let to_itself = Escrow::transfer { to: id(OPERATOR), token, amount };
		refused(OPERATOR, to_itself, EscrowError::<Runtime>::TransferToSelf);
		refused(OPERATOR, Escrow::transfer { to: id(Eve), token: TOKEN, amount: USD }, none);
		let not_tenant = || LeasesError::<Runtime>::NotTheTenant;
		let lease = bought;
		refused(OPERATOR, Leases::offer { lease, to: id(OPERATOR) }, not_tenant());
		let by = pallet_leases::Extension::Blocks(100);
		refused(OPERATOR, Leases::extend { lease, by }, not_tenant());
		refused(OPERATOR, Leases::close { lease }, LeasesError::<Runtime>::NotAParty);
	});
}

#[test]
fn it_takes_nothing_of_the_stake() {
	with_operator(|_| {
		let unbond = Stake::unbond { amount: SPON };
		refused(OPERATOR, unbond, StakeError::<Runtime>::NotEnoughStake);
		refused(OPERATOR, Stake::withdraw_unbonded {}, StakeError::<Runtime>::NothingDue);
		let slash = Stake::slash { provider: id(Dave), part: Perbill::from_percent(100) };
		refused(OPERATOR, slash, DispatchError::BadOrigin);
	});
}

#[test]
fn it_moves_none_of_the_provider_s_tokens() {
	with_operator(|_| {
		let all = pallet_balances::Call::<Runtime>::transfer_all {
			dest: address(OPERATOR),
			keep_alive: false,
		};
		let proxied = |call: RuntimeCall, force_proxy_type| pallet_proxy::Call::proxy {
			real: address(Dave),
			force_proxy_type,
			call: Box::new(call),
		};
		for kind in [None, Some(ProxyType::Any), Some(ProxyType::Deployments)] {
			let error = pallet_proxy::Error::<Runtime>::NotProxy;
			refused(OPERATOR, proxied(all.clone().into(), kind), error);
		}
		let forced = pallet_balances::Call::force_transfer {
			source: address(Dave),
			dest: address(OPERATOR),
			value: SPON,
		};
		refused(OPERATOR, forced, DispatchError::BadOrigin);
		for as_origin in [RawOrigin::Root, RawOrigin::Signed(id(Dave))] {
			let call = Box::new(all.clone().into());
			let as_origin = Box::new(OriginCaller::system(as_origin));
			let carrier = pallet_utility::Call::dispatch_as { as_origin, call };
			refused(OPERATOR, carrier, DispatchError::BadOrigin);
		}
		for asset in [USPON, TDAI] {
			let approved = pallet_assets::Call::transfer_approved {
				id: asset.into(),
				owner: address(Dave),
				destination: address(OPERATOR),
				amount: USD,
			};
			refused(OPERATOR, approved, pallet_assets::Error::<Runtime>::Unapproved);
			let forced = pallet_assets::Call::force_transfer {
				id: asset.into(),
				source: address(Dave),
				dest: address(OPERATOR),
				amount: USD,
			};
			refused(OPERATOR, forced, pallet_assets::Error::<Runtime>::NoPermission);
		}
	});
}

/// Anyone may have them sent, and only to where they belong.
#[test]
fn it_diverts_no_earnings() {
	with_operator(|_| {
		let withdraw = |provider| Escrow::withdraw_earnings { provider, token: TOKEN };
		refused(OPERATOR, withdraw(id(OPERATOR)), EscrowError::<Runtime>::NothingEarned);
		let before = Standing::now();
		// 100 blocks at $1 an hour: floor(1 000 000 × 100 ÷ 1 800) = 55 555, of which the foundation
		// has 11 111, and the fee is floor(44 444 × 1 % ÷ 80 %) = 555.
		let earned = 55_555 - 11_111 - 555;
		let proxy = pallet_utility::derivative_account_id(id(Dave), 0);
		act(OPERATOR, withdraw(id(Dave)));
		let escrow = before.find(Has::Held(TOKEN));
		before.expect(
			Dave,
			[
				(id(Dave), Has::Earned(TOKEN), -earned),
				(escrow, Has::Held(TOKEN), -earned),
				(proxy.clone(), Has::Free(TOKEN), earned),
			],
		);
		// Its own derivative account 0 is another than Dave's.
		let sweep = pallet_assets::Call::<Runtime>::transfer {
			id: USPON.into(),
			target: address(OPERATOR),
			amount: earned as Balance,
		};
		let call = Box::new(sweep.into());
		let own = pallet_utility::Call::as_derivative { index: 0, call };
		refused(OPERATOR, own, pallet_assets::Error::<Runtime>::NoAccount);
		let from_proxy = pallet_proxy::Call::proxy {
			real: MultiAddress::Id(proxy),
			force_proxy_type: None,
			call: Box::new(frame_system::Call::remark { remark: vec![] }.into()),
		};
		refused(OPERATOR, from_proxy, pallet_proxy::Error::<Runtime>::NotProxy);
	});
}

#[test]
fn it_changes_nothing_in_the_registry() {
	with_operator(|_| {
		let pair = attestation_key(OPERATOR);
		let key = AttestationId::from(pair.public());
		let details = details(Dave);
		let (capacity, cpu_class) = (details.capacity, details.cpu_class);
		let update = Box::new(pallet_registry::Update {
			reward_account: Some(id(OPERATOR)),
			..Default::default()
		});
		let starts_at = 10_000;
		for call in [
			Registry::set_operator { operator: id(CANDIDATE) },
			Registry::set_attestation_key { key, proof: proof(&pair, Dave) },
			Registry::update { update },
			Registry::request_capacity { capacity, cpu_class },
			Registry::announce_maintenance { starts_at, ends_at: starts_at + 1 },
			Registry::cancel_maintenance {},
			Registry::end_maintenance {},
			Registry::leave {},
		] {
			refused(OPERATOR, call, RegistryError::<Runtime>::NotAdmitted);
		}
		let withdraw = Registry::withdraw_capacity_request {};
		refused(OPERATOR, withdraw, RegistryError::<Runtime>::NoCapacityRequest);
	});
}

/// What it may do moves nothing of the provider's, and ends with its replacement.
#[test]
fn it_bids_and_reports_until_it_is_replaced() {
	with_operator(|_| {
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		act(Ferdie, Orders::create { spec: Box::new(spec()) });
		let before = Standing::now();
		act(OPERATOR, Orders::bid { order, provider: id(Dave), price: USD });
		skip(3);
		let lease = last_lease();
		act(OPERATOR, Leases::confirm { lease });
		before.expect(Dave, []);

		act(Dave, Registry::set_operator { operator: id(CANDIDATE) });
		let error = || LeasesError::<Runtime>::NotTheProvider;
		refused(OPERATOR, Leases::activate { lease, access: access() }, error());
		refused(OPERATOR, Leases::confirm { lease }, error());
		refused(OPERATOR, Leases::close { lease }, LeasesError::<Runtime>::NotAParty);
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		act(Ferdie, Orders::create { spec: Box::new(spec()) });
		let error = pallet_orders::Error::<Runtime>::NotTheOperator;
		refused(OPERATOR, Orders::bid { order, provider: id(Dave), price: USD }, error);
	});
}

/// Not even the provider itself spends what is at stake.
#[test]
fn stake_and_deposits_are_not_spent() {
	on_market(|| {
		act(CANDIDATE, market::proposal(CANDIDATE));
		for (who, held) in [(Dave, STAKE), (CANDIDATE, DEPOSIT)] {
			let free = crate::Balances::free_balance(id(who));
			let value = free + held;
			let all = pallet_balances::Call::transfer_allow_death { dest: address(ALIAS), value };
			refused(who, all, TokenError::FundsUnavailable);
			refused(who, Stake::bond { amount: value }, TokenError::FundsUnavailable);
		}
	});
}
