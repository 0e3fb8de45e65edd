//! Leases with oneself, to have a part of one's own slash back (S5).

use super::*;
use crate::tests::{
	market::spec,
	money::{deposit, small},
};
use pallet_provider_staking::{Claims, Error, SlashId};
use sp_runtime::Perbill;

type Refusal = Error<Runtime>;

const SLASH: SlashId = SlashId(0);

/// A tenth of what Dave has at stake.
const SLASHED: i128 = 15_200;

/// What Ferdie lost with a lease of $1.02, in thousandths of SPON.
const LOST: i128 = 2_040;

fn slash() -> Stake {
	Stake::slash { provider: id(Dave), part: Perbill::from_percent(10) }
}

/// A deployment for which $51 are locked.
fn dear() -> OrderSpec<AccountId> {
	small(&TOKEN, 50 * USD, crate::HOURS)
}

/// Ferdie and Dave's alias have leases with Dave; those of the alias are worth most. Theirs, in
/// that order.
fn two_leases() -> [LeaseId; 2] {
	deposit(ALIAS, &TOKEN, 100 * USD);
	ordered(Ferdie, spec());
	ordered(ALIAS, dear());
	skip(3);
	let last = last_lease();
	[LeaseId(last.0 - 1), last].map(|lease| {
		act(Dave, Leases::confirm { lease });
		act(Dave, Leases::activate { lease, access: access() });
		lease
	})
}

/// The leases that a slash ends, in the same block in which they went up, give back all that was
/// locked.
fn unlocked(who: Sr25519Keyring, amount: i128) -> [(AccountId, Has, i128); 2] {
	[(id(who), Has::Locked(TOKEN), -amount), (id(who), Has::Unlocked(TOKEN), amount)]
}

fn claim(lease: LeaseId) -> Stake {
	Stake::claim { slash: SLASH, lease }
}

/// Ferdie has got `paid` of the slash, and the fee routes all the rest. Dave's records aside, that and
/// what was unlocked is all that has happened.
fn expect_settled(
	before: &Standing,
	unlocked: impl IntoIterator<Item = (AccountId, Has, i128)>,
	paid: i128,
) {
	let changes = [
		(id(Dave), Has::Staked, milli_spon(-SLASHED)),
		(id(Ferdie), Has::Free(Token::Native), milli_spon(paid)),
		(pot(), Has::Free(Token::Native), milli_spon(SLASHED - paid)),
	];
	before.expect(Dave, changes.into_iter().chain(unlocked));
	assert_eq!(pallet_provider_staking::Slashes::<Runtime>::get(SLASH), None);
}

/// The loss to the alias: all of the $51 for which it would have had a part.
#[test]
fn a_motion_strikes_the_claim_of_the_provider_under_another_name() {
	on_market(|| {
		let [honest, own] = two_leases();
		let before = Standing::now();
		decided(slash());
		skip(1);
		let losses = |lease| Claims::<Runtime>::get(SLASH, lease).unwrap().loss as i128;
		assert_eq!(losses(honest), milli_spon(LOST));
		assert_eq!(losses(own), milli_spon(102_000), "there is not enough for both");

		refused(
			Dave,
			Stake::strike_claim { slash: SLASH, lease: honest },
			DispatchError::BadOrigin,
		);
		decided(Stake::strike_claim { slash: SLASH, lease: own });
		refused(ALIAS, claim(own), Refusal::NoSuchClaim);
		let again = Stake::strike_claim { slash: SLASH, lease: own };
		refused_to_council(again, Refusal::NoSuchClaim);
		refused(Ferdie, claim(honest), Refusal::StillWaiting);

		skip(SLASH_DELAY);
		refused(ALIAS, claim(own), Refusal::NoSuchClaim);
		// Whoever sends it, it is Ferdie's.
		act(ALIAS, claim(honest));
		refused(Ferdie, claim(honest), Refusal::NoSuchSlash);
		let unlocked = [unlocked(Ferdie, 1_020_000), unlocked(ALIAS, 51_000_000)].concat();
		expect_settled(&before, unlocked, LOST);
	});
}

/// Without that motion, the tenants share in proportion to what they lost.
#[test]
fn a_claim_that_nobody_strikes_is_cut_to_its_proportion() {
	on_market(|| {
		let [honest, own] = two_leases();
		let before = Standing::now();
		decided(slash());
		skip(1);
		skip(SLASH_DELAY);
		let too_late = Stake::strike_claim { slash: SLASH, lease: own };
		refused_to_council(too_late, Refusal::TooLate);
		refused_to_council(Stake::cancel_slash { slash: SLASH }, Refusal::TooLate);
		act(ALIAS, claim(own));
		refused(ALIAS, claim(own), Refusal::NoSuchClaim);
		act(Ferdie, claim(honest));

		let all = milli_spon(SLASHED);
		let part = |lost: i128| all * lost / (LOST + 102_000);
		let (to_alias, to_ferdie) = (part(102_000), part(LOST));
		let changes = [
			(id(Dave), Has::Staked, -all),
			(id(ALIAS), Has::Free(Token::Native), to_alias),
			(id(Ferdie), Has::Free(Token::Native), to_ferdie),
			(pot(), Has::Free(Token::Native), all - to_alias - to_ferdie),
		];
		let unlocked = [unlocked(Ferdie, 1_020_000), unlocked(ALIAS, 51_000_000)].concat();
		before.expect(Dave, changes.into_iter().chain(unlocked));
	});
}

/// A slash that is all self-dealing is cancelled: nobody gains by it, and the claim is void.
#[test]
fn a_motion_cancels_the_slash_before_the_provider_under_another_name_has_its_part() {
	on_market(|| {
		let [honest, own] = two_leases();
		let before = Standing::now();
		decided(slash());
		skip(1);
		refused(Dave, Stake::cancel_slash { slash: SLASH }, DispatchError::BadOrigin);
		decided(Stake::cancel_slash { slash: SLASH });
		for lease in [honest, own] {
			refused(ALIAS, claim(lease), Refusal::ClaimsExpired);
		}
		// Only for another slash that may be raised in its place, of which the claim can be struck.
		assert!(Claims::<Runtime>::contains_key(SLASH, own));
		refused_to_council(Stake::cancel_slash { slash: SLASH }, Refusal::TooLate);
		skip(SLASH_DELAY);
		refused(ALIAS, claim(own), Refusal::NoSuchSlash);
		refused_to_council(Stake::cancel_slash { slash: SLASH }, Refusal::NoSuchSlash);
		assert_eq!(Claims::<Runtime>::iter().count(), 0);
		// The leases have ended and stay so.
		let unlocked = [unlocked(Ferdie, 1_020_000), unlocked(ALIAS, 51_000_000)].concat();
		before.expect(Dave, unlocked);
	});
}

/// What is its own beyond doubt has no claim.
#[test]
fn the_provider_and_its_proxy_address_have_no_claim_to_its_slash() {
	on_market(|| {
		deposit(Dave, &TOKEN, 100 * USD);
		ordered(Dave, dear());
		// Its proxy address, which is a derivative account.
		let proxy = pallet_utility::derivative_account_id(id(Dave), 0);
		let amount = 100 * USD;
		act(Dave, Escrow::deposit_for { token: TOKEN, amount, beneficiary: proxy.clone() });
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		let call = Box::new(Orders::create { spec: Box::new(dear()) }.into());
		act(Dave, pallet_utility::Call::as_derivative { index: 0, call });
		act(Dave, Orders::bid { order, provider: id(Dave), price: 50 * USD });
		ordered(Ferdie, spec());
		skip(3);
		let honest = last_lease();
		for lease in (0..=honest.0).map(LeaseId) {
			act(Dave, Leases::confirm { lease });
			act(Dave, Leases::activate { lease, access: access() });
		}

		let before = Standing::now();
		decided(slash());
		skip(1);
		skip(SLASH_DELAY);
		let claims: Vec<_> = Claims::<Runtime>::iter().map(|(_, lease, _)| lease).collect();
		assert_eq!(claims, [honest]);
		refused(Dave, claim(LeaseId(0)), Refusal::NoSuchClaim);
		act(Ferdie, claim(honest));
		let of_proxy =
			unlocked(Dave, 51_000_000).map(|(_, how, change)| (proxy.clone(), how, change));
		let unlocked = unlocked(Dave, 51_000_000).into_iter().chain(unlocked(Ferdie, 1_020_000));
		expect_settled(&before, unlocked.chain(of_proxy), LOST);
	});
}

/// Whom the provider names, or has let go in time, is an alias like any other: it takes a motion.
#[test]
fn the_claim_of_the_operator_is_struck_like_that_of_any_alias() {
	on_market(|| {
		let [honest, own] = two_leases();
		act(Dave, Registry::set_operator { operator: id(ALIAS) });
		let before = Standing::now();
		decided(slash());
		skip(1);
		assert!(Claims::<Runtime>::contains_key(SLASH, own));
		decided(Stake::strike_claim { slash: SLASH, lease: own });
		skip(SLASH_DELAY);
		act(Ferdie, claim(honest));
		let unlocked = [unlocked(Ferdie, 1_020_000), unlocked(ALIAS, 51_000_000)].concat();
		expect_settled(&before, unlocked, LOST);
	});
}

/// Handing the lease on before its end changes who has the claim, not how much it is.
#[test]
fn a_lease_handed_to_an_alias_makes_one_claim_only() {
	on_market(|| {
		deposit(ALIAS, &TOKEN, 100 * USD);
		let lease = leased(Ferdie, spec());
		act(Ferdie, Leases::offer { lease, to: id(ALIAS) });
		act(ALIAS, Leases::accept { lease });
		let before = Standing::now();
		decided(slash());
		skip(1);
		let claims: Vec<_> = Claims::<Runtime>::iter_values().collect();
		assert_eq!(claims.len(), 1);
		assert_eq!((&claims[0].tenant, claims[0].loss as i128), (&id(ALIAS), milli_spon(LOST)));
		decided(Stake::strike_claim { slash: SLASH, lease });
		skip(SLASH_DELAY);
		let unlocked = unlocked(ALIAS, 1_020_000);
		let changes = [
			(id(Dave), Has::Staked, milli_spon(-SLASHED)),
			(pot(), Has::Free(Token::Native), milli_spon(SLASHED)),
		];
		before.expect(Dave, changes.into_iter().chain(unlocked));
	});
}

/// To name a tenant one's own does not take its claim away, to the good of one's alias: nobody asked it.
#[test]
fn a_tenant_whom_the_provider_names_its_own_keeps_its_claim() {
	let names: [fn(); 2] = [
		|| {
			let reward_account = Some(id(Ferdie));
			let update = pallet_registry::Update { reward_account, ..Default::default() };
			act(Dave, Registry::update { update: Box::new(update) });
		},
		|| act(Dave, Registry::set_operator { operator: id(Ferdie) }),
	];
	for name in names {
		on_market(|| {
			let [honest, own] = two_leases();
			let motion = moved(slash());
			name();
			assert_eq!(carried(&motion), Ok(()));
			skip(1);
			assert!(Claims::<Runtime>::contains_key(SLASH, own));
			assert!(Claims::<Runtime>::contains_key(SLASH, honest));
		});
	}
}
