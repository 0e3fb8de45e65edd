//! The node whose worker is under test, and what a test does with it.

use super::{
	loopback::{Agent, Line, Loopback},
	AttestationPallet, Extrinsic, RuntimeCall, Test,
};
use crate::{AgentAddress, AttestationOf};
use codec::Decode;
use frame_support::{
	pallet_prelude::TransactionSource,
	traits::{Authorize, Hooks},
};
use frame_system::RawOrigin;
use parking_lot::RwLock;
use sp_core::offchain::{
	testing::{OffchainState, PoolState, TestOffchainExt, TestTransactionPoolExt},
	Duration, OffchainDbExt, OffchainWorkerExt, Timestamp, TransactionPoolExt,
};
use sp_io::TestExternalities;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::traits::Dispatchable;
use spheron_primitives::AttestationSignature;
use std::{cell::RefCell, sync::Arc};

/// The node that runs the worker.
#[derive(Clone, Default)]
pub struct Node {
	pub line: Arc<Line>,
	offchain: Arc<RwLock<OffchainState>>,
	pool: Arc<RwLock<PoolState>>,
}

thread_local! {
	static NODE: RefCell<Node> = Default::default();
}

/// The node of the running test.
pub fn node() -> Node {
	NODE.with_borrow(Clone::clone)
}

impl Node {
	/// The node of the tests that `ext` runs from now on.
	pub fn equip(ext: &mut TestExternalities) {
		let (inner, offchain) = TestOffchainExt::new();
		let (pool_ext, pool) = TestTransactionPoolExt::new();
		let line = Arc::<Line>::default();
		ext.register_extension(OffchainDbExt::new(inner.clone()));
		ext.register_extension(OffchainWorkerExt::new(Loopback { inner, line: line.clone() }));
		ext.register_extension(TransactionPoolExt::new(pool_ext));
		ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
		let node = Node { line, offchain, pool };
		node.set_time(1_800_000_000_000);
		NODE.set(node);
	}

	/// Start it with an agent that answers so.
	pub fn start(&self, agent: Agent) {
		self.told(Some(&"http://127.0.0.1:8099".parse().unwrap()));
		self.agent(agent);
	}

	/// What it is told at its start of an agent.
	pub fn told(&self, agent: Option<&AgentAddress>) {
		AgentAddress::keep(agent, &mut TestOffchainExt(self.offchain.clone()));
	}

	/// From now on the agent answers so.
	pub fn agent(&self, agent: Agent) {
		*self.line.agent.lock().unwrap() = Some(agent);
	}

	/// Run the worker, as after a new best block.
	pub fn work(&self) {
		AttestationPallet::offchain_worker(1);
	}

	/// How often the agent was asked.
	pub fn asked(&self) -> usize {
		self.line.asked.lock().unwrap().len()
	}

	/// Let the wall clock move on.
	pub fn wait(&self, millis: u64) {
		let mut state = self.offchain.write();
		state.timestamp = state.timestamp.add(Duration::from_millis(millis));
	}

	/// Set the wall clock, in milliseconds.
	pub fn set_time(&self, millis: u64) {
		self.offchain.write().timestamp = Timestamp::from_unix_millis(millis);
	}

	/// What was handed in since the last look, oldest first.
	pub fn handed_in(&self) -> Vec<(AttestationOf<Test>, AttestationSignature)> {
		let transactions = std::mem::take(&mut self.pool.write().transactions);
		let call = |bytes: Vec<u8>| match Extrinsic::decode(&mut &bytes[..]).unwrap().function {
			RuntimeCall::AttestationPallet(crate::Call::attest { attestation, signature }) => {
				(attestation, signature)
			}
			other => panic!("not an attestation: {other:?}"),
		};
		transactions.into_iter().map(call).collect()
	}

	/// The next block includes all that was handed in and is valid.
	pub fn include(&self) -> usize {
		let valid = |(attestation, signature)| {
			let call = RuntimeCall::from(crate::Call::attest { attestation, signature });
			call.authorize(TransactionSource::InBlock).unwrap().is_ok()
				&& call.dispatch(RawOrigin::Authorized.into()).is_ok()
		};
		self.handed_in().into_iter().map(valid).filter(|valid| *valid).count()
	}
}
