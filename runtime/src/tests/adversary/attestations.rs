//! Blocks filled so that no attestation gets in, and the clocks of providers stop (A3).

use super::{
	fees::USUAL,
	figures::{
		assert_stated,
		Figure::{About, Exactly},
	},
	full_blocks::{fill_rotation_block, Flood},
	*,
};
use crate::{
	configs::system::of_block,
	dynamic_params::{
		attestation::{AttestationPeriod, MaxUnhealthy, Parameters},
		market::OutageLimit,
	},
	tests::{
		attestation::{attest, attestation, listed, silence},
		chain::{council_decides, next_block, on_chain, pool_says, sign_with_tip},
		market::{attestation_key, open_market, USD},
	},
	Executive, RuntimeParameters, MINUTES,
};
use frame_support::dispatch::GetDispatchInfo;
use pallet_attestation::{Attestation, Unhealthy};
use sp_core::Pair;
use sp_keyring::Sr25519Keyring::{Dave, Ferdie};

/// Enough for the highest priority that there is in the pool.
const TIP: Balance = u64::MAX as Balance;

/// How many blocks in a row no attestation may get in for all leases to end: after the last one clocks run
/// for two periods, and then an outage may last so long.
fn blocks_to_fill() -> u32 {
	2 * AttestationPeriod::get() + OutageLimit::get()
}

/// Dave attests, and names as many leases as can be named.
fn attest_the_most() {
	let most = u64::from(MaxUnhealthy::get());
	attest(Dave, listed((0..most).map(LeaseId)));
}

/// His period is a block here, so that each of them is seen to have room (122).
#[test]
fn blocks_full_of_orders_keep_no_attestation_out() {
	fill_rotation_block(|| {
		silence();
		attest_the_most();
	});
	on_chain("development", || {
		open_market(1_000 * USD);
		silence();
		let blocks = blocks_to_fill();
		council_decides(pallet_parameters::Call::set_parameter {
			key_value: RuntimeParameters::Attestation(Parameters::AttestationPeriod(
				AttestationPeriod,
				Some(1),
			)),
		});
		let cost = Flood::begin(attest_the_most).blocks(USUAL, blocks);
		assert_stated([(
			"| fill every block with orders, so that no attestation gets in |",
			vec![
				About(cost),
				About(cost * SPON_IN_USD),
				Exactly(blocks.into()),
				Exactly(f64::from(blocks) / f64::from(MINUTES)),
				Exactly(f64::from(MaxUnhealthy::get())),
			],
		)]);
	});
}

/// What is of a class that is operational, and comes to nothing if Ferdie signs it: an attestation of so
/// many leases, and a call that says itself how heavy it is.
fn operational(leases: u64) -> [RuntimeCall; 2] {
	let attestation = Attestation {
		provider: Ferdie.to_account_id(),
		sequence: 1,
		signed_at: Eras::now(),
		unhealthy: listed((0..leases).map(LeaseId)),
	};
	let signature = attestation_key(Ferdie).sign(&[]).into();
	let close = pallet_collective::Call::close {
		proposal_hash: Default::default(),
		index: 0,
		proposal_weight_bound: of_block(400),
		length_bound: 0,
	};
	[pallet_attestation::Call::attest { attestation, signature }.into(), close.into()]
}

/// What is kept for attestations nobody else has, however much he tips (122).
#[test]
fn tips_keep_no_attestation_out() {
	on_chain("development", || {
		open_market(1_000 * USD);
		let [largest, _] = operational(MaxUnhealthy::get().into());
		let signed = sign_with_tip(&Ferdie.pair(), largest, System::block_hash(0), TIP);
		assert_eq!(pool_says(signed), Err(InvalidTransaction::ExhaustsResources.into()));
	});
	for which in 0..2 {
		on_chain("development", || {
			open_market(1_000 * USD);
			silence();
			next_block();
			let call = operational(100)[which].clone();
			assert_eq!(call.get_dispatch_info().class, DispatchClass::Operational);
			let sign = || sign_with_tip(&Ferdie.pair(), call.clone(), System::block_hash(0), TIP);
			let priority = |transaction| pool_says(transaction).unwrap().priority;
			assert!(priority(sign()) < priority(attestation(Dave, Unhealthy::None)));

			assert!(Executive::apply_extrinsic(sign()).unwrap().is_err());
			assert_ne!(users_weight(), Weight::zero(), "it takes of what is for users");
			assert_eq!(*System::block_weight().get(DispatchClass::Operational), Weight::zero());
			fill_block(Ferdie, create);
			let refused = Executive::apply_extrinsic(sign());
			assert_eq!(refused, Err(InvalidTransaction::ExhaustsResources.into()));
			attest_the_most();
		});
	}
}
