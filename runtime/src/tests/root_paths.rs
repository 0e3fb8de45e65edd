//! Nobody but the slow path has Root outside `dev` (G1): whoever calls, no call that carries another
//! call runs it as Root, and there is no such call that this test does not know.

use super::chain::{dispatch, next_block, on_chain};
use crate::{AccountId, OriginCaller, Runtime, RuntimeCall, RuntimeOrigin};
use codec::Encode;
use frame_support::{
	assert_ok,
	traits::{GetCallMetadata, StorePreimage},
	weights::Weight,
};
use frame_system::RawOrigin;
use pallet_collective::Instance1;
use scale_info::{form::MetaForm, meta_type, MetaType, TypeDef, TypeInfo};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob};
use sp_runtime::MultiAddress;
use std::collections::BTreeSet;

const KEY: &[u8] = b"root was here";

fn leave_a_mark() -> RuntimeCall {
	frame_system::Call::set_storage { items: vec![(KEY.to_vec(), b"!".to_vec())] }.into()
}

/// Every kind of origin but Root.
fn origins() -> Vec<(&'static str, RuntimeOrigin)> {
	let council = |origin: pallet_collective::RawOrigin<AccountId, Instance1>| -> RuntimeOrigin {
		origin.into()
	};
	let members = Sr25519Keyring::well_known().map(|who| who.to_account_id());
	let accounts = members.chain([crate::configs::council::CouncilAccount::get()]);
	[
		("nobody", RawOrigin::None.into()),
		("an authorized call", RawOrigin::Authorized.into()),
		("a member", council(pallet_collective::RawOrigin::Member(Alice.to_account_id()))),
		("one of three", council(pallet_collective::RawOrigin::Members(1, 3))),
		("two of three", council(pallet_collective::RawOrigin::Members(2, 3))),
		("all members", council(pallet_collective::RawOrigin::Members(3, 3))),
	]
	.into_iter()
	.chain(accounts.map(|who| ("an account", RawOrigin::Signed(who).into())))
	.collect()
}

/// Every way in which a call can carry another: those that name an origin name Root.
fn carriers(call: RuntimeCall) -> Vec<RuntimeCall> {
	let root = || Box::new(OriginCaller::system(RawOrigin::Root));
	let boxed = || Box::new(call.clone());
	let bob = || MultiAddress::Id(Bob.to_account_id());
	let (length_bound, weight) = (call.encoded_size() as u32, Weight::zero());
	let calls = vec![call.clone()];
	let (when, after, priority, id) = (crate::System::block_number() + 1, 0, 0, [7; 32]);
	let hash = sp_io::hashing::blake2_256(&call.encode()).into();

	let utility: [pallet_utility::Call<Runtime>; 8] = [
		pallet_utility::Call::batch { calls: calls.clone() },
		pallet_utility::Call::batch_all { calls: calls.clone() },
		pallet_utility::Call::force_batch { calls },
		pallet_utility::Call::as_derivative { index: 0, call: boxed() },
		pallet_utility::Call::dispatch_as { as_origin: root(), call: boxed() },
		pallet_utility::Call::dispatch_as_fallible { as_origin: root(), call: boxed() },
		pallet_utility::Call::with_weight { call: boxed(), weight },
		pallet_utility::Call::if_else { main: boxed(), fallback: boxed() },
	];
	let proxy: [pallet_proxy::Call<Runtime>; 2] = [
		pallet_proxy::Call::proxy { real: bob(), force_proxy_type: None, call: boxed() },
		pallet_proxy::Call::proxy_announced {
			delegate: MultiAddress::Id(Alice.to_account_id()),
			real: bob(),
			force_proxy_type: None,
			call: boxed(),
		},
	];
	let multisig: [pallet_multisig::Call<Runtime>; 2] = [
		pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![Bob.to_account_id()],
			call: boxed(),
		},
		pallet_multisig::Call::as_multi {
			threshold: 2,
			other_signatories: vec![Bob.to_account_id()],
			maybe_timepoint: None,
			call: boxed(),
			max_weight: Weight::MAX,
		},
	];
	let scheduler: [pallet_scheduler::Call<Runtime>; 4] = [
		pallet_scheduler::Call::schedule { when, maybe_periodic: None, priority, call: boxed() },
		pallet_scheduler::Call::schedule_after {
			after,
			maybe_periodic: None,
			priority,
			call: boxed(),
		},
		pallet_scheduler::Call::schedule_named {
			id,
			when,
			maybe_periodic: None,
			priority,
			call: boxed(),
		},
		pallet_scheduler::Call::schedule_named_after {
			id,
			after,
			maybe_periodic: None,
			priority,
			call: boxed(),
		},
	];
	let council: [pallet_collective::Call<Runtime, Instance1>; 2] = [
		pallet_collective::Call::execute { proposal: boxed(), length_bound },
		pallet_collective::Call::propose { threshold: 1, proposal: boxed(), length_bound },
	];
	let governance: [pallet_governance::Call<Runtime>; 4] = [
		pallet_governance::Call::dispatch_as_council { call: boxed() },
		pallet_governance::Call::schedule_root { call: boxed() },
		pallet_governance::Call::enact_root { id: 0, call: boxed() },
		pallet_governance::Call::schedule_root_by_hash { hash, length: length_bound },
	];
	let sudo: [pallet_sudo::Call<Runtime>; 3] = [
		pallet_sudo::Call::sudo { call: boxed() },
		pallet_sudo::Call::sudo_unchecked_weight { call: boxed(), weight },
		pallet_sudo::Call::sudo_as { who: bob(), call: boxed() },
	];
	utility
		.map(RuntimeCall::from)
		.into_iter()
		.chain(proxy.map(RuntimeCall::from))
		.chain(multisig.map(RuntimeCall::from))
		.chain(scheduler.map(RuntimeCall::from))
		.chain(council.map(RuntimeCall::from))
		.chain(governance.map(RuntimeCall::from))
		.chain(sudo.map(RuntimeCall::from))
		.collect()
}

fn name_of(call: &RuntimeCall) -> String {
	let name = call.get_call_metadata();
	format!("{}.{}", name.pallet_name, name.function_name)
}

/// The types that `ty` is made of.
fn parts_of(ty: &scale_info::Type<MetaForm>) -> Vec<MetaType> {
	let fields = |fields: &[scale_info::Field<MetaForm>]| -> Vec<MetaType> {
		fields.iter().map(|field| field.ty).collect()
	};
	match &ty.type_def {
		TypeDef::Composite(composite) => fields(&composite.fields),
		TypeDef::Variant(variants) => {
			variants.variants.iter().flat_map(|variant| fields(&variant.fields)).collect()
		}
		TypeDef::Sequence(sequence) => vec![sequence.type_param],
		TypeDef::Array(array) => vec![array.type_param],
		TypeDef::Tuple(tuple) => tuple.fields.clone(),
		TypeDef::Compact(compact) => vec![compact.type_param],
		TypeDef::Primitive(_) | TypeDef::BitSequence(_) => vec![],
	}
}

/// Whether a value of `ty` can hold a call.
fn holds_a_call(ty: MetaType, seen: &mut BTreeSet<MetaType>) -> bool {
	ty == meta_type::<RuntimeCall>()
		|| seen.insert(ty)
			&& parts_of(&ty.type_info()).into_iter().any(|part| holds_a_call(part, seen))
}

/// The names of all calls of the runtime that carry another.
fn carriers_by_type() -> BTreeSet<String> {
	let TypeDef::Variant(pallets) = RuntimeCall::type_info().type_def else {
		panic!("a variant for every pallet")
	};
	let mut names = BTreeSet::new();
	for pallet in &pallets.variants {
		let TypeDef::Variant(calls) = pallet.fields[0].ty.type_info().type_def else {
			panic!("a variant for every call")
		};
		for call in &calls.variants {
			let mut arguments = call.fields.iter().map(|field| field.ty);
			if arguments.any(|ty| holds_a_call(ty, &mut BTreeSet::new())) {
				names.insert(format!("{}.{}", pallet.name, call.name));
			}
		}
	}
	names
}

#[test]
fn every_call_that_carries_another_is_tried() {
	on_chain("fast", || {
		let tried: BTreeSet<String> = carriers(leave_a_mark()).iter().map(name_of).collect();
		let by_type = carriers_by_type();
		let untried: Vec<_> = by_type.difference(&tried).collect();
		assert!(untried.is_empty(), "these carry a call as well: {untried:?}");
		// It carries a hash, of which no type tells that it is a call's.
		let besides: Vec<_> = tried.difference(&by_type).collect();
		assert_eq!(besides, ["Governance.schedule_root_by_hash"]);
	});
}

#[test]
fn nobody_is_root_outside_dev_and_nothing_makes_anybody_root() {
	for preset in ["local_testnet", "fast"] {
		on_chain(preset, || {
			// Alice may do for Bob whatever Bob may.
			let delegate = MultiAddress::Id(Alice.to_account_id());
			assert_ok!(dispatch(
				RawOrigin::Signed(Bob.to_account_id()),
				pallet_proxy::Call::add_proxy {
					delegate,
					proxy_type: Default::default(),
					delay: 0
				},
			));
			let call = leave_a_mark();
			assert_ok!(<crate::Preimage as StorePreimage>::note(call.encode().into()));
			for (whose, origin) in origins() {
				assert!(dispatch(origin.clone(), call.clone()).is_err(), "{whose}");
				for once in carriers(call.clone()) {
					let _ = dispatch(origin.clone(), once.clone());
					// Two wrappers may do what one does not.
					for twice in carriers(once) {
						let _ = dispatch(origin.clone(), twice.clone());
						assert!(!sp_io::storage::exists(KEY), "{whose}: {}", name_of(&twice));
					}
				}
			}
			next_block();
			next_block();
			assert!(!sp_io::storage::exists(KEY), "what was scheduled");
			// All that is under way is what three quarters of the council have scheduled.
			let tasks = pallet_scheduler::Lookup::<Runtime>::iter().count();
			assert_eq!(tasks, pallet_governance::RootCalls::<Runtime>::iter().count());
		});
	}
}

#[test]
fn in_dev_the_sudo_key_is_root() {
	on_chain("development", || {
		let alice = RawOrigin::Signed(Alice.to_account_id());
		for call in carriers(leave_a_mark()) {
			let _ = dispatch(alice.clone(), call);
		}
		assert!(sp_io::storage::exists(KEY));
	});
}
