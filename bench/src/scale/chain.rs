//! Blocks on a state, run by the compiled runtime as a node runs them that makes them: begun, filled
//! and finished by calls into wasm, on changes that lie over the state.
//!
//! The state is a trie in memory, behind the trie cache of a node. A node's database would answer
//! what is in neither of its caches from a disk, where noise is many times what is measured; in a
//! plain map of keys and values, on the other hand, the size of a state costs nothing. Here a deeper
//! trie costs what it costs a node that has all it needs at hand: more nodes on the way to each value,
//! and more of them to hash for the state root, which is part of finishing a block. Trie nodes are met
//! in the cache, but by iterations, which ask past it on a node as well. Values are not: they are cached
//! by state root, and every block has another.

use crate::state::{FIRST, SLOT};
use codec::{Decode, Encode};
use sc_executor::WasmExecutor;
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_core::{
	storage::Storage,
	traits::{CallContext, RuntimeCode, WrappedRuntimeCode},
};
use sp_runtime::{
	traits::{BlakeTwo256, Header as _},
	ApplyExtrinsicResult, Digest, DigestItem,
};
use sp_state_machine::{
	Backend, InMemoryBackend, OverlayedChanges, StateMachine, TrieBackendBuilder,
};
use sp_trie::{
	cache::{CacheSize, SharedTrieCache},
	PrefixedMemoryDB,
};
use spheron_primitives::OpenBlock;
use spheron_runtime::{Hash, Header, Runtime, UncheckedExtrinsic, SLOT_MILLIS, VERSION};
use std::time::{Duration, Instant};

/// The hash of the block that the state is of, and that all blocks measured follow on.
pub const GENESIS: Hash = Hash::repeat_byte(1);

/// How large a node's trie cache is by default, in bytes.
const CACHE_SIZE: usize = 1 << 30;

/// What a block is: the open block that it is, and what is in it besides the timestamp.
#[derive(Clone, Copy)]
pub struct Block<'a> {
	/// The number of the open block.
	pub number: OpenBlock,
	/// A transaction that succeeds, if there is one.
	pub transaction: Option<&'a UncheckedExtrinsic>,
}

/// How long a block took.
#[derive(Clone, Copy)]
pub struct Times {
	/// All of it: its beginning, all that is in it, and its end with the state root.
	pub block: Duration,
	/// The transaction alone; nothing without one.
	pub transaction: Duration,
}

/// What runs blocks.
pub struct Node<'a> {
	executor: WasmExecutor,
	wasm: &'a [u8],
	hash: Vec<u8>,
}

impl<'a> Node<'a> {
	/// With the runtime `wasm`, compiled and instantiated as a node does by default.
	pub fn new(wasm: &'a [u8]) -> Self {
		let hash = sp_io::hashing::blake2_256(wasm).to_vec();
		Self { executor: WasmExecutor::default(), wasm, hash }
	}

	/// Calls `method` of the runtime: what it answers, and how long that took.
	fn call(
		&self,
		state: &impl Backend<BlakeTwo256>,
		changes: &mut OverlayedChanges<BlakeTwo256>,
		method: &str,
		data: &[u8],
	) -> (Vec<u8>, Duration) {
		let fetcher = WrappedRuntimeCode(self.wasm.into());
		let hash = self.hash.clone();
		let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash };
		let context = CallContext::Onchain { import: false };
		let mut extensions = Default::default();
		let start = Instant::now();
		let answer = StateMachine::new(
			state,
			changes,
			&self.executor,
			method,
			data,
			&mut extensions,
			&code,
			context,
		)
		.execute();
		let time = start.elapsed();
		(answer.unwrap_or_else(|error| panic!("{method}: {error}")), time)
	}
}

/// A state, on which blocks are run; what they change is forgotten each time.
pub struct Chain {
	trie: PrefixedMemoryDB<BlakeTwo256>,
	root: Hash,
	cache: SharedTrieCache<BlakeTwo256>,
}

impl Chain {
	/// With `state`, that of block 0.
	pub fn new(state: Storage) -> Self {
		let state = InMemoryBackend::<BlakeTwo256>::from((state, VERSION.state_version()));
		let root = *state.root();
		let cache = SharedTrieCache::new(CacheSize::new(CACHE_SIZE), None);
		Self { trie: state.into_storage(), root, cache }
	}

	/// Runs `block`, the one after the state, on `node`.
	pub fn run(&self, node: &Node, block: Block) -> Times {
		self.cache.reset_value_cache();
		let state = TrieBackendBuilder::<_, BlakeTwo256>::new(&self.trie, self.root)
			.with_cache(self.cache.local_cache_trusted())
			.build();
		let mut changes = OverlayedChanges::<BlakeTwo256>::default();
		let now = pallet_eras::Now::<Runtime>::hashed_key();
		changes.set_storage(now.to_vec(), Some((block.number - 1).encode()));

		let mut call = |method, data: &[u8]| node.call(&state, &mut changes, method, data);
		let (_, begun) = call("Core_initialize_block", &header().encode());
		let mut apply = |extrinsic: &UncheckedExtrinsic| {
			let (answer, time) = call("BlockBuilder_apply_extrinsic", &extrinsic.encode());
			let result = ApplyExtrinsicResult::decode(&mut &answer[..]).expect("it is its answer");
			assert_eq!(result, Ok(Ok(())));
			time
		};
		let filled = apply(&timestamp());
		let transaction = block.transaction.map(apply).unwrap_or_default();
		let (_, finished) = call("BlockBuilder_finalize_block", &[]);
		expect_block(&mut changes, block.number);
		Times { block: begun + filled + transaction + finished, transaction }
	}
}

/// The `changes` must be those of open block `number`, with which an era began if it is the first.
fn expect_block(changes: &mut OverlayedChanges<BlakeTwo256>, number: OpenBlock) {
	let now = pallet_eras::Now::<Runtime>::hashed_key();
	assert_eq!(changes.storage(&now), Some(Some(&number.encode()[..])));
	let era = pallet_eras::CurrentEra::<Runtime>::hashed_key();
	assert_eq!(changes.storage(&era).is_some(), number == FIRST);
}

/// What the block after the state begins with.
fn header() -> Header {
	let slot = DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(SLOT + 1).encode());
	let digest = Digest { logs: vec![slot] };
	Header::new(1, Default::default(), Default::default(), GENESIS, digest)
}

/// The inherent that sets its time.
fn timestamp() -> UncheckedExtrinsic {
	let call = pallet_timestamp::Call::set { now: (SLOT + 1) * SLOT_MILLIS };
	UncheckedExtrinsic::new_bare(call.into())
}
