//! What clients can call beyond the JSON-RPC that every SDK node has.

use crate::service::{FullBackend, FullClient, FullPool};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::{
	dev::{Dev, DevApiServer},
	SubscriptionTaskExecutor,
};
use spheron_runtime::{opaque::Block, BlockNumber, Hash};
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// What the calls need of the node.
#[derive(Clone)]
pub struct Deps {
	/// Gives access to the chain and the runtime.
	pub client: Arc<FullClient>,
	/// The transactions that wait for a block.
	pub pool: Arc<FullPool>,
	/// What is known of finality.
	pub grandpa: GrandpaDeps,
}

/// What the calls about finality need of the node.
#[derive(Clone)]
pub struct GrandpaDeps {
	/// The state of the voter, empty while there is none.
	pub voter_state: SharedVoterState,
	/// The authorities in office.
	pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	/// Justifications as they come in.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Proves that a block is final.
	pub proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// The calls that this node adds: `system_*` and `payment_*` of FRAME, `grandpa_*`, `dev_*`.
pub fn create(
	deps: Deps,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	let Deps { client, pool, grandpa } = deps;
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(
		Grandpa::new(
			executor,
			grandpa.authority_set,
			grandpa.voter_state,
			grandpa.justifications,
			grandpa.proofs,
		)
		.into_rpc(),
	)?;
	module.merge(Dev::new(client).into_rpc())?;
	Ok(module)
}
