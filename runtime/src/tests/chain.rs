//! A chain in memory, built from a preset and driven by signed extrinsics.

use crate::{
	books, configs::system::Weights, presets, AccountId, AllPalletsWithSystem, Balance, Block,
	Executive, Header, MultiBlockMigrations, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeGenesisConfig, RuntimeOrigin, SignedPayload, System, TxExtension, UncheckedExtrinsic,
	SLOT_MILLIS, VERSION,
};
use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	migrations::MultiStepMigrator,
	storage::{with_transaction, TransactionOutcome},
	traits::{OnFinalize, OnIdle, OnInitialize, PalletsInfoAccess},
	weights::Weight,
};
use frame_system::{offchain::CreateAuthorizedTransaction, RawOrigin};
use pallet_collective::Instance1;
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_core::{
	sr25519,
	traits::{Externalities, ReadRuntimeVersion, ReadRuntimeVersionExt},
	Pair, H256,
};
use sp_io::{hashing::twox_128, TestExternalities};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::{Digest, DigestItem, Era},
	traits::{Dispatchable, Header as _, TransactionExtension},
	transaction_validity::{TransactionSource, TransactionValidity, TransactionValidityError},
	DispatchError, DispatchResult, ExtrinsicInclusionMode, MultiAddress,
};
use sp_version::RuntimeVersion;

/// Runs `test` on a fresh chain of the preset `name`; at its end the books must agree.
pub fn on_chain(name: &str, test: impl FnOnce()) {
	on_chain_with(name, |_| {}, test);
}

/// The same, on a node that has what `equip` gives it.
pub fn on_chain_with(name: &str, equip: impl FnOnce(&mut TestExternalities), test: impl FnOnce()) {
	let mut chain = TestExternalities::new_empty();
	equip(&mut chain);
	chain.register_extension(ReadRuntimeVersionExt::new(NextVersion));
	chain.execute_with(|| {
		let preset = get_preset::<RuntimeGenesisConfig>(&Some(name.into()), presets::get);
		let mut config: serde_json::Value = serde_json::from_slice(
			&get_preset::<RuntimeGenesisConfig>(&None, presets::get).unwrap(),
		)
		.unwrap();
		merge(&mut config, serde_json::from_slice(&preset.unwrap()).unwrap());
		build_state::<RuntimeGenesisConfig>(config.to_string().into_bytes()).unwrap();
		start_block(Default::default(), 1);
		test();
		assert_eq!(books::check(), vec![]);
	});
}

/// Takes any code for the next version of this runtime.
struct NextVersion;

impl ReadRuntimeVersion for NextVersion {
	fn read_runtime_version(&self, _: &[u8], _: &mut dyn Externalities) -> Result<Vec<u8>, String> {
		Ok(RuntimeVersion { spec_version: VERSION.spec_version + 1, ..VERSION }.encode())
	}
}

/// RFC 7386, as chain specifications merge a preset into the default.
fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		}
		(into, patch) => *into = patch,
	}
}

/// All state of a chain, by its keys.
pub type State = BTreeMap<Vec<u8>, Vec<u8>>;

/// All state as it is now.
pub fn state() -> State {
	let next = |key: &Vec<u8>| sp_io::storage::next_key(key);
	core::iter::successors(next(&Vec::new()), next)
		.map(|key| {
			let value = sp_io::storage::get(&key).unwrap().to_vec();
			(key, value)
		})
		.collect()
}

/// The pallets whose state is another now.
pub fn changed_since(before: &State) -> BTreeSet<&'static str> {
	let now = state();
	let keys = before.keys().chain(now.keys());
	keys.filter(|key| before.get(*key) != now.get(*key)).map(|key| pallet_of(key)).collect()
}

fn pallet_of(key: &[u8]) -> &'static str {
	let mut pallets = AllPalletsWithSystem::infos().into_iter();
	let found = pallets.find(|pallet| key.starts_with(&twox_128(pallet.name.as_bytes())));
	found.map_or("none", |pallet| pallet.name)
}

/// A chain as it was at some moment, from which many tests go on.
pub struct Snapshot(State);

impl Snapshot {
	/// The chain of the preset `name` after `prepare`.
	pub fn of(name: &str, prepare: impl FnOnce()) -> Self {
		let mut entries = State::new();
		on_chain(name, || {
			prepare();
			entries = state();
		});
		Self(entries)
	}

	/// Runs `test` on the chain as it was.
	pub fn play<R>(&self, test: impl FnOnce() -> R) -> R {
		TestExternalities::new_empty().execute_with(|| {
			for (key, value) in &self.0 {
				sp_io::storage::set(key, value);
			}
			test()
		})
	}
}

/// The slot that is `blocks` after that of the current block.
fn slot_after(blocks: u32) -> Slot {
	pallet_aura::CurrentSlot::<Runtime>::get() + u64::from(blocks)
}

/// What the header of a block in `slot` says.
fn digest(slot: Slot) -> Digest {
	Digest { logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())] }
}

/// The inherent that sets the time of a block in `slot`.
fn timestamp(slot: Slot) -> RuntimeCall {
	pallet_timestamp::Call::set { now: *slot * SLOT_MILLIS }.into()
}

/// With what the block after the current one, whose hash is `parent`, begins `slots` later: what is known
/// of its header then, and its timestamp.
fn beginning(parent: crate::Hash, slots: u32) -> (Header, UncheckedExtrinsic) {
	let (number, slot) = (System::block_number() + 1, slot_after(slots));
	let header = Header::new(number, Default::default(), Default::default(), parent, digest(slot));
	(header, UncheckedExtrinsic::new_bare(timestamp(slot)))
}

/// Starts the block after the current one, whose hash is `parent`, `slots` later, with its timestamp.
/// Says what whoever makes it may put into it.
pub fn start_block(parent: crate::Hash, slots: u32) -> ExtrinsicInclusionMode {
	let (header, timestamp) = beginning(parent, slots);
	let mode = Executive::initialize_block(&header);
	Executive::apply_extrinsic(timestamp).unwrap().unwrap();
	mode
}

/// Ends the current block. Says its hash.
pub fn end_block() -> crate::Hash {
	Executive::finalize_block().hash()
}

/// Executes the block after the current one, whose hash is `parent`, with `transaction` in it, as those
/// do who did not make it. Panics if there may be none in it; and in the end in any case, because its
/// header does not say what comes of it.
pub fn import_block(parent: crate::Hash, transaction: UncheckedExtrinsic) {
	let (header, timestamp) = beginning(parent, 1);
	let block = Block { header, extrinsics: vec![timestamp, transaction] };
	Executive::execute_block(block.into());
}

/// Lets time pass to `blocks` later, as if the blocks between had been open and had had no hooks: none
/// of them is made, and the present one and the one arrived at only run their hooks, without a state
/// root.
pub fn skip(blocks: u32) {
	skip_and_weigh(blocks);
}

/// As [`skip`]; what the hooks of the block arrived at weigh.
pub fn skip_and_weigh(blocks: u32) -> Weight {
	leave_block();
	arrive_after(blocks)
}

/// The first half of [`skip`]: the present block ends. Its events can still be read.
pub fn leave_block() {
	let number = System::block_number();
	// As in the executive: not in a migration.
	if !MultiBlockMigrations::ongoing() {
		let room = Weights::get().max_block.saturating_sub(System::block_weight().total());
		AllPalletsWithSystem::on_idle(number, room);
	}
	AllPalletsWithSystem::on_finalize(number);
}

/// The second half of [`skip`]: the block `blocks` after the one that was left begins.
pub fn arrive_after(blocks: u32) -> Weight {
	let (between, slot) = (blocks - 1, slot_after(blocks));
	System::reset_events();
	// Blocks of the chain and open blocks go on together: whoever counts the former knows the latter.
	System::set_block_number(System::block_number() + between);
	pallet_eras::Now::<Runtime>::mutate(|now| *now += between);
	// Otherwise the scheduler would look at every block between.
	pallet_scheduler::IncompleteSince::<Runtime>::kill();
	let number = System::block_number() + 1;
	System::initialize(&number, &Default::default(), &digest(slot));
	let weight = AllPalletsWithSystem::on_initialize(number);
	timestamp(slot).dispatch(RawOrigin::None.into()).unwrap();
	Executive::inherents_applied();
	weight
}

/// Dispatches `call` without a transaction around it: no signature, no nonce, no fee.
pub fn dispatch(origin: impl Into<RuntimeOrigin>, call: impl Into<RuntimeCall>) -> DispatchResult {
	call.into().dispatch(origin.into()).map(drop).map_err(|refused| refused.error)
}

/// Ends the current block and starts the next.
pub fn next_block() {
	next_block_after(0);
}

/// Ends the current block and starts the next, after so many slots in which there was none.
pub fn next_block_after(empty_slots: u32) {
	start_block(end_block(), empty_slots + 1);
}

/// Goes on to block `number`.
pub fn run_to(number: u32) {
	while System::block_number() < number {
		next_block();
	}
}

/// Submits `call` signed by `pair` in the current block.
pub fn submit_as(
	pair: &sr25519::Pair,
	call: impl Into<RuntimeCall>,
) -> Result<Result<(), DispatchError>, TransactionValidityError> {
	Executive::apply_extrinsic(sign(pair, call, System::block_hash(0)))
}

/// `call` signed by `pair`, for the chain whose first block has the hash `genesis`.
pub fn sign(
	pair: &sr25519::Pair,
	call: impl Into<RuntimeCall>,
	genesis: H256,
) -> UncheckedExtrinsic {
	sign_with_tip(pair, call, genesis, 0)
}

/// The same, with a tip.
pub fn sign_with_tip(
	pair: &sr25519::Pair,
	call: impl Into<RuntimeCall>,
	genesis: H256,
	tip: Balance,
) -> UncheckedExtrinsic {
	let call = call.into();
	let who = AccountId::from(pair.public());
	let nonce = System::account_nonce(&who);
	let mut extension: TxExtension =
		<Runtime as CreateAuthorizedTransaction<RuntimeCall>>::create_extension();
	extension.5 = frame_system::CheckMortality::from(Era::Immortal);
	extension.6 = frame_system::CheckNonce::from(nonce);
	extension.7 .0 .1 = pallet_transaction_payment::ChargeTransactionPayment::from(tip);
	let mut implicit = extension.implicit().unwrap();
	(implicit.4, implicit.5) = (genesis, genesis);
	let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|bytes| pair.sign(bytes));
	UncheckedExtrinsic::new_signed(call, MultiAddress::Id(who), signature.into(), extension)
}

/// Submits `call` signed by `who`; it must succeed.
pub fn submit(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	submit_as(&who.pair(), call).expect("valid").expect("succeeds");
}

/// What the transaction pool says of `transaction`, on the state after the current block.
pub fn pool_says(transaction: UncheckedExtrinsic) -> TransactionValidity {
	with_transaction(|| {
		let validity = Executive::validate_transaction(
			TransactionSource::External,
			transaction,
			Default::default(),
		);
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(validity))
	})
	.expect("this does not fail")
}

/// The council decides `call`: Alice proposes, Bob agrees, and the motion is closed.
pub fn council_decides(call: impl Into<RuntimeCall>) {
	let decided = motion(&[Sr25519Keyring::Alice, Sr25519Keyring::Bob], call);
	assert_eq!(decided, Ok(()));
}

/// A motion to which `members` agree, and nobody else, is closed: what came of its call. The first
/// proposes it, to pass with these votes.
pub fn motion(members: &[Sr25519Keyring], call: impl Into<RuntimeCall>) -> DispatchResult {
	let (motion, propose) = Motion::new(members.len(), call);
	submit(members[0], propose);
	for member in members {
		submit(*member, motion.vote(true));
	}
	submit(members[0], motion.close());
	submit(members[0], motion.release());
	Motion::outcome()
}

/// A call to the council.
type CouncilCall = pallet_collective::Call<Runtime, Instance1>;

/// A motion of the council.
pub struct Motion {
	/// The hash of its call.
	pub hash: H256,
	index: u32,
	length: u32,
}

impl Motion {
	/// The next motion: for `call`, to pass with `threshold` votes. And the call that proposes it.
	pub fn new(threshold: usize, call: impl Into<RuntimeCall>) -> (Self, CouncilCall) {
		let call: RuntimeCall = call.into();
		let motion = Self {
			hash: sp_io::hashing::blake2_256(&call.encode()).into(),
			index: pallet_collective::ProposalCount::<Runtime, Instance1>::get(),
			length: call.encoded_size() as u32,
		};
		let propose = CouncilCall::propose {
			threshold: threshold as u32,
			proposal: Box::new(call),
			length_bound: motion.length,
		};
		(motion, propose)
	}

	/// Votes on it.
	pub fn vote(&self, approve: bool) -> CouncilCall {
		CouncilCall::vote { proposal: self.hash, index: self.index, approve }
	}

	/// Closes it.
	pub fn close(&self) -> CouncilCall {
		CouncilCall::close {
			proposal_hash: self.hash,
			index: self.index,
			proposal_weight_bound: crate::configs::council::MaxMotionWeight::get(),
			length_bound: self.length,
		}
	}

	/// Gives its deposit back, once it is closed.
	pub fn release(&self) -> CouncilCall {
		CouncilCall::release_proposal_cost { proposal_hash: self.hash }
	}

	/// What came of the call of the motion that passed last in this block.
	pub fn outcome() -> DispatchResult {
		let executed = System::events().iter().rev().find_map(|record| match &record.event {
			RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => {
				Some(*result)
			}
			_ => None,
		});
		executed.expect("the motion has passed")
	}
}
