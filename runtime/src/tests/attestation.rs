//! Attestations: what the transaction pool takes and refuses (A4), and what they do to leases
//! (A2, A3, L5).

use super::{
	chain::{next_block, on_chain, on_chain_with, pool_says, run_to, sign, submit, submit_as},
	market::{attestation_key, bid, last_lease, open_market, order, serve, PROVIDERS, USD},
};
use crate::{
	configs::system::MAX_BLOCK_WEIGHT,
	dynamic_params::attestation::{AttestationPeriod, MaxAttestationAge, MaxUnhealthy},
	AccountId, Attestation, Balances, Eras, Executive, Hash, Leases, Runtime, RuntimeCall,
	RuntimeParameters, Staking, System, UncheckedExtrinsic, HOURS,
};
use codec::{Decode, Encode};
use frame_support::{
	assert_ok,
	dispatch::DispatchClass,
	traits::{Get, Hooks},
};
use frame_system::offchain::CreateAuthorizedTransaction;
use pallet_attestation::{
	AgentAddress, Attestation as Statement, Clocks, Unhealthy, LEAD, NOT_HEARD, OUT_OF_ORDER,
	TOO_MANY,
};
use pallet_leases::{EndReason, LeaseState};
use sp_core::{
	offchain::{
		testing::{PendingRequest, TestOffchainExt, TestTransactionPoolExt},
		OffchainDbExt, OffchainWorkerExt, TransactionPoolExt,
	},
	Pair,
};
use sp_keyring::Sr25519Keyring::{self, Alice, Dave, Eve, Ferdie};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystoreExt};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionValidity, TransactionValidityError,
};
use spheron_primitives::{
	attestation::KEY_TYPE,
	traits::{AliveClock, Drain, OpenBlocks, Stake},
	AttestationId, LeaseId,
};

type Said = Statement<AccountId>;

/// A chain with providers that have not attested yet, a wallet of $50, and prices.
fn on_market(test: impl FnOnce()) {
	on_chain("development", || {
		open_market(50 * USD);
		silence();
		test();
	});
}

/// As if no provider had ever attested.
pub fn silence() {
	for provider in PROVIDERS {
		Clocks::<Runtime>::remove(provider.to_account_id());
	}
}

/// What `provider` would attest in this block.
fn says(provider: Sr25519Keyring, unhealthy: Unhealthy) -> Said {
	let provider = provider.to_account_id();
	let sequence = Clocks::<Runtime>::get(&provider).sequence + 1;
	Statement { provider, sequence, signed_at: Eras::now(), unhealthy }
}

/// The transaction that says `said`, signed by the node of `signer` for the chain with the genesis
/// block `genesis`.
fn signed_for(genesis: Hash, said: &Said, signer: Sr25519Keyring) -> UncheckedExtrinsic {
	let signature = attestation_key(signer).sign(&said.statement(&genesis)).into();
	let call = pallet_attestation::Call::attest { attestation: said.clone(), signature };
	<Runtime as CreateAuthorizedTransaction<RuntimeCall>>::create_authorized_transaction(
		call.into(),
	)
}

fn signed(said: &Said, signer: Sr25519Keyring) -> UncheckedExtrinsic {
	signed_for(System::block_hash(0), said, signer)
}

/// What the pool says of `said` if Dave's node signs it.
fn daves(said: &Said) -> TransactionValidity {
	pool_says(signed(said, Dave))
}

/// What Dave's node says, and nothing is wrong.
fn healthy() -> Said {
	says(Dave, Unhealthy::None)
}

pub fn listed(ids: impl IntoIterator<Item = LeaseId>) -> Unhealthy {
	Unhealthy::Listed(ids.into_iter().collect::<Vec<_>>().try_into().unwrap())
}

fn invalid(why: InvalidTransaction) -> TransactionValidity {
	Err(TransactionValidityError::Invalid(why))
}

/// `provider` attests in this block: the pool takes it, and the block includes it.
pub fn attest(provider: Sr25519Keyring, unhealthy: Unhealthy) {
	let transaction = signed(&says(provider, unhealthy), provider);
	assert_ok!(pool_says(transaction.clone()));
	assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
}

fn pass(blocks: u32) {
	run_to(System::block_number() + blocks);
}

/// `blocks` blocks pass, in which Dave attests as soon as he may.
fn pass_attesting(blocks: u32, unhealthy: Unhealthy) {
	for _ in 0..blocks {
		next_block();
		let mark = Clocks::<Runtime>::get(Dave.to_account_id()).running.mark;
		if Eras::now() >= mark + AttestationPeriod::get() {
			attest(Dave, unhealthy.clone());
		}
	}
}

/// A lease of an hour for a dollar, which Dave has just begun to serve.
fn deployment() -> LeaseId {
	let id = order();
	bid(Dave, id, USD);
	pass(3);
	let lease = last_lease();
	serve(Dave, lease);
	lease
}

/// For how many blocks `lease` was charged, whose price is a dollar.
fn charged(lease: LeaseId) -> u32 {
	let entry = pallet_leases::Leases::<Runtime>::get(lease).unwrap();
	let clock = Attestation::alive(&entry.provider, Eras::now());
	entry.meter.served_at(clock)
}

fn state(lease: LeaseId) -> LeaseState {
	pallet_leases::Leases::<Runtime>::get(lease).unwrap().state
}

fn set(parameter: crate::dynamic_params::attestation::Parameters) {
	super::chain::council_decides(pallet_parameters::Call::set_parameter {
		key_value: RuntimeParameters::Attestation(parameter),
	});
}

// The pool.

#[test]
fn a_good_one_is_taken_passed_on_and_free() {
	on_market(|| {
		let transaction = signed(&healthy(), Dave);
		let valid = pool_says(transaction.clone()).unwrap();
		assert!(valid.propagate && valid.requires.is_empty());
		assert_eq!(valid.longevity, u64::from(MaxAttestationAge::get()));
		let tag = ("Attestation", (Dave.to_account_id(), 1u32)).encode();
		assert_eq!(valid.provides, [tag]);

		let balances =
			|| PROVIDERS.map(|provider| Balances::free_balance(provider.to_account_id()));
		let before = balances();
		assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
		assert_eq!(balances(), before);
		let until = Eras::now() + 2 * AttestationPeriod::get();
		assert_eq!(Attestation::until(&Dave.to_account_id()), until);
	});
}

#[test]
fn it_survives_the_wire() {
	on_market(|| {
		let bytes = signed(&says(Dave, listed((0..256).map(LeaseId))), Dave).encode();
		assert_ok!(pool_says(UncheckedExtrinsic::decode(&mut &bytes[..]).unwrap()));
	});
}

#[test]
fn the_wrong_key_is_refused() {
	on_market(|| {
		for signer in [Eve, Alice] {
			let refused = pool_says(signed(&healthy(), signer));
			assert_eq!(refused, invalid(InvalidTransaction::BadProof));
		}
	});
}

#[test]
fn one_for_another_chain_is_refused() {
	on_market(|| {
		let elsewhere = signed_for(Hash::repeat_byte(1), &healthy(), Dave);
		assert_eq!(pool_says(elsewhere), invalid(InvalidTransaction::BadProof));
	});
}

#[test]
fn a_stale_one_is_refused() {
	on_market(|| {
		let said = healthy();
		pass(MaxAttestationAge::get());
		assert_ok!(daves(&said));
		next_block();
		assert_eq!(daves(&said), invalid(InvalidTransaction::AncientBirthBlock));
	});
}

#[test]
fn one_from_the_future_is_refused_but_not_from_a_node_a_little_ahead() {
	on_market(|| {
		let ahead = |by| Said { signed_at: Eras::now() + by, ..healthy() };
		assert_ok!(daves(&ahead(LEAD)));
		assert_eq!(daves(&ahead(LEAD + 1)), invalid(InvalidTransaction::Future));
	});
}

#[test]
fn a_repeated_one_is_refused() {
	on_market(|| {
		let transaction = signed(&healthy(), Dave);
		assert_eq!(Executive::apply_extrinsic(transaction.clone()), Ok(Ok(())));
		assert_eq!(pool_says(transaction.clone()), invalid(InvalidTransaction::Stale));
		// A block that has it again is no good.
		let again = Executive::apply_extrinsic(transaction.clone());
		assert_eq!(again, Err(InvalidTransaction::Stale.into()));
		next_block();
		assert_eq!(pool_says(transaction), invalid(InvalidTransaction::Stale));
	});
}

#[test]
fn one_out_of_order_is_refused() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		pass(AttestationPeriod::get());
		let numbered = |sequence| daves(&Said { sequence, ..healthy() });
		for sequence in [0, 1] {
			assert_eq!(numbered(sequence), invalid(InvalidTransaction::Stale));
		}
		for sequence in [3, u32::MAX] {
			assert_eq!(numbered(sequence), invalid(InvalidTransaction::Custom(OUT_OF_ORDER)));
		}
		assert_ok!(numbered(2));
	});
}

#[test]
fn a_second_one_in_a_period_is_refused() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		pass(AttestationPeriod::get() - 1);
		assert_eq!(daves(&healthy()), invalid(InvalidTransaction::Future));
		next_block();
		attest(Dave, Unhealthy::None);
	});
}

#[test]
fn one_larger_than_allowed_is_refused() {
	on_market(|| {
		let naming = |count| daves(&says(Dave, listed((0..count).map(LeaseId))));
		assert_ok!(naming(256));
		set(crate::dynamic_params::attestation::Parameters::MaxUnhealthy(MaxUnhealthy, Some(5)));
		assert_ok!(naming(5));
		assert_eq!(naming(6), invalid(InvalidTransaction::Custom(TOO_MANY)));
	});
}

/// Whoever fills blocks does not stop the clocks of providers (122).
#[test]
fn the_largest_one_has_room_in_a_block_that_is_full() {
	on_market(|| {
		System::register_extra_weight_unchecked(MAX_BLOCK_WEIGHT, DispatchClass::Mandatory);
		let transaction = signed(&says(Dave, listed((0..256).map(LeaseId))), Dave);
		assert_ok!(pool_says(transaction.clone()));
		assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
	});
}

/// Anybody can pay for one that comes to nothing, and for other operational calls.
#[test]
fn it_goes_before_what_users_pay_for() {
	on_market(|| {
		let said = healthy();
		let ours = daves(&said).unwrap();
		let signature = attestation_key(Dave).sign(&said.statement(&System::block_hash(0))).into();
		let call = pallet_attestation::Call::attest { attestation: said, signature };
		let theirs = pool_says(sign(&Ferdie.pair(), call, System::block_hash(0))).unwrap();
		assert!(ours.priority > theirs.priority);
	});
}

#[test]
fn one_larger_than_can_be_is_no_transaction() {
	on_market(|| {
		let bytes = signed(&says(Dave, listed((0..256).map(LeaseId))), Dave).encode();
		let compact = |n: u32| codec::Compact(n).encode();
		// The list, its length said to be 257, with an id more.
		let list = compact(256);
		let at = bytes
			.windows(list.len() + 8)
			.position(|w| w.starts_with(&list) && w.ends_with(&[0; 8]));
		let at = at.expect("the list is there");
		let mut larger = [&bytes[..at], &compact(257), &[9; 8], &bytes[at + list.len()..]].concat();
		let body = larger
			.split_off(codec::Compact::<u32>::decode(&mut &larger[..]).unwrap().encoded_size());
		let larger = [compact(body.len() as u32), body].concat();
		assert!(UncheckedExtrinsic::decode(&mut &larger[..]).is_err());
	});
}

#[test]
fn one_of_no_provider_is_refused() {
	on_market(|| {
		let refused = pool_says(signed(&says(Ferdie, Unhealthy::None), Dave));
		assert_eq!(refused, invalid(InvalidTransaction::BadSigner));
	});
}

#[test]
fn it_counts_as_a_general_transaction_only() {
	on_market(|| {
		let said = healthy();
		let signature = attestation_key(Dave).sign(&said.statement(&System::block_hash(0))).into();
		let call = pallet_attestation::Call::attest { attestation: said, signature };
		let bare = UncheckedExtrinsic::new_bare(call.clone().into());
		assert!(pool_says(bare).is_err());
		// A signed one costs its fee and does nothing.
		let done = submit_as(&Dave.pair(), call);
		assert_eq!(done, Ok(Err(sp_runtime::DispatchError::BadOrigin)));
		assert_eq!(Clocks::<Runtime>::get(Dave.to_account_id()).sequence, 0);
	});
}

#[test]
fn keys_are_rotated_without_a_gap() {
	on_market(|| {
		let key = attestation_key(Ferdie);
		let dave = Dave.to_account_id();
		submit(
			Dave,
			pallet_registry::Call::set_attestation_key {
				key: AttestationId::from(key.public()),
				proof: key.sign(&[b"POP_".as_slice(), dave.as_ref()].concat()).into(),
			},
		);
		assert_ok!(pool_says(signed(&healthy(), Dave)));
		assert_ok!(pool_says(signed(&healthy(), Ferdie)));
		pass(AttestationPeriod::get());
		assert_eq!(pool_says(signed(&healthy(), Dave)), invalid(InvalidTransaction::BadProof));
		assert_ok!(pool_says(signed(&healthy(), Ferdie)));
	});
}

#[test]
fn a_suspended_provider_is_not_heard_while_its_leases_are_being_closed() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		deployment();
		pass(AttestationPeriod::get());
		super::chain::council_decides(pallet_registry::Call::suspend {
			provider: Dave.to_account_id(),
		});
		assert_eq!(daves(&healthy()), invalid(InvalidTransaction::Custom(NOT_HEARD)));
	});
}

// The clock.

#[test]
fn every_block_is_charged_while_it_is_attested() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let lease = deployment();
		pass_attesting(500, Unhealthy::None);
		assert_eq!(charged(lease), 500);
	});
}

#[test]
fn two_periods_after_the_last_attestation_it_stops_by_itself_and_resumes_with_the_next() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let attested = Eras::now();
		let lease = deployment();
		let activated = Eras::now();
		pass(600);
		assert_eq!(charged(lease), attested + 300 - activated);
		let before = charged(lease);
		attest(Dave, Unhealthy::None);
		pass(10);
		assert_eq!(charged(lease), before + 10);
	});
}

#[test]
fn a_lease_that_is_not_healthy_alone_stops() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let [ill, well] = [deployment(), deployment()];
		pass(150);
		let [before, well_before] = [charged(ill), charged(well)];
		attest(Dave, listed([ill]));
		pass_attesting(149, Unhealthy::None);
		assert_eq!((charged(ill), charged(well)), (before, well_before + 149));
		// From the next attestation on it is healthy.
		pass_attesting(11, Unhealthy::None);
		assert_eq!((charged(ill), charged(well)), (before + 10, well_before + 160));
	});
}

#[test]
fn a_silent_provider_loses_its_leases_without_any_transaction() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let attested = Eras::now();
		let lease = deployment();
		let stake = Staking::active(&Dave.to_account_id());
		run_to(System::block_number() + (attested + 300 + HOURS - 1 - Eras::now()));
		assert_eq!(state(lease), LeaseState::Active);
		next_block();
		assert_eq!(state(lease), LeaseState::Closing { reason: EndReason::Outage });
		assert!(Staking::active(&Dave.to_account_id()) < stake);
		// It is too late to come back.
		assert!(Leases::is_draining(&Dave.to_account_id()));
		assert_eq!(daves(&healthy()), invalid(InvalidTransaction::Custom(NOT_HEARD)));
	});
}

#[test]
fn saying_that_all_is_down_again_and_again_puts_nothing_off() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		let lease = deployment();
		pass(150);
		attest(Dave, Unhealthy::All);
		let (down, before) = (Eras::now(), charged(lease));
		pass_attesting(HOURS - 1, Unhealthy::All);
		assert_eq!((state(lease), charged(lease)), (LeaseState::Active, before));
		next_block();
		assert_eq!(Eras::now(), down + HOURS);
		assert_eq!(state(lease), LeaseState::Closing { reason: EndReason::Outage });
	});
}

#[test]
fn a_provider_that_never_attested_is_not_paid_at_all() {
	on_market(|| {
		let lease = deployment();
		pass(100);
		assert_eq!(charged(lease), 0);
		submit(Ferdie, pallet_leases::Call::close { lease });
		let dave = Dave.to_account_id();
		let token = spheron_primitives::Token::WithId(crate::presets::USPON);
		assert_eq!(pallet_escrow::Earnings::<Runtime>::get(&dave, token), 0);
	});
}

#[test]
fn whoever_comes_back_after_the_limit_and_before_the_hook_had_room_is_not_heard() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		deployment();
		pass(400);
		assert_ok!(daves(&healthy()));
		// As if the hooks had had no room since.
		pallet_eras::Now::<Runtime>::mutate(|now| *now += 2 * HOURS);
		assert_eq!(daves(&healthy()), invalid(InvalidTransaction::Custom(NOT_HEARD)));
	});
}

#[test]
fn what_a_provider_says_of_anothers_lease_means_nothing() {
	on_market(|| {
		attest(Dave, Unhealthy::None);
		attest(Eve, Unhealthy::None);
		let lease = deployment();
		pass(150);
		attest(Eve, listed([lease]));
		attest(Dave, Unhealthy::None);
		let before = charged(lease);
		pass(10);
		assert_eq!(charged(lease), before + 10);
	});
}

// The worker.

#[test]
fn the_worker_of_the_providers_node_makes_one_that_the_pool_takes() {
	let (offchain, node) = TestOffchainExt::new();
	let (pool, handed_in) = TestTransactionPoolExt::new();
	let keystore = MemoryKeystore::new();
	let secret = format!("{}//attestation", Dave.to_seed());
	keystore.sr25519_generate_new(KEY_TYPE, Some(&secret)).unwrap();
	let equip = |chain: &mut sp_io::TestExternalities| {
		chain.register_extension(OffchainDbExt::new(offchain.clone()));
		chain.register_extension(OffchainWorkerExt::new(offchain));
		chain.register_extension(TransactionPoolExt::new(pool));
		chain.register_extension(KeystoreExt::new(keystore));
	};
	on_chain_with("development", equip, || {
		open_market(50 * USD);
		silence();
		let address = "http://127.0.0.1:8099";
		AgentAddress::keep(Some(&address.parse().unwrap()), &mut TestOffchainExt(node.clone()));
		let provider =
			sp_core::hexdisplay::HexDisplay::from(&Dave.to_account_id().encode()).to_string();
		node.write().expect_request(PendingRequest {
			method: "GET".into(),
			uri: format!("{address}/v1/health?provider=0x{provider}"),
			response: Some(br#"{"unhealthy":[]}"#.to_vec()),
			sent: true,
			..Default::default()
		});
		Attestation::offchain_worker(System::block_number());
		let transactions = handed_in.read().transactions.clone();
		let [transaction] = &transactions[..] else { panic!("one transaction") };
		let transaction = UncheckedExtrinsic::decode(&mut &transaction[..]).unwrap();
		assert_ok!(pool_says(transaction.clone()));
		assert_eq!(Executive::apply_extrinsic(transaction), Ok(Ok(())));
		assert_eq!(Clocks::<Runtime>::get(Dave.to_account_id()).sequence, 1);
	});
}
