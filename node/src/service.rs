//! The parts of a running node, and how they are put together.

use crate::{
	executor::{Executor, RuntimeCacheParams},
	provider::ProviderParams,
	rpc,
};
use futures::FutureExt;
use sc_client_api::Backend;
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_aura::{ImportQueueParams, SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{
	warp_proof::NetworkProvider, FinalityProofProvider, GrandpaBlockImport, GrandpaParams,
	GrandpaPruningFilter, LinkHalf, SharedVoterState, VotingRulesBuilder,
};
use sc_network::{
	config::FullNetworkConfiguration, service::traits::NetworkService, NetworkBackend,
	NotificationMetrics, NotificationService, ProtocolName,
};
use sc_network_sync::SyncingService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{
	BuildNetworkParams, ChainType, Configuration, Error as ServiceError, PartialComponents, Role,
	SpawnTasksParams, TFullBackend, TFullClient, TaskManager, WarpSyncConfig,
};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::{
	inherents::InherentDataProvider as SlotProvider, sr25519::AuthorityPair as AuraPair,
	SlotDuration,
};
use sp_keystore::KeystorePtr;
use sp_timestamp::InherentDataProvider as TimestampProvider;
use spheron_runtime::{apis::RuntimeApi, opaque::Block, Hash};
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;

/// Gives access to the chain and the runtime.
pub type FullClient = TFullClient<Block, RuntimeApi, Executor>;
/// The database.
pub type FullBackend = TFullBackend<Block>;
/// The transactions that wait for a block.
pub type FullPool = TransactionPoolHandle<Block, FullClient>;

type SelectChain = LongestChain<FullBackend, Block>;
type BlockImport = GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;
type GrandpaLink = LinkHalf<Block, FullClient, SelectChain>;

/// A justification is kept at least once in so many blocks, so that light clients and warp sync
/// need not download more.
const JUSTIFICATION_PERIOD: u32 = 512;
/// How long GRANDPA waits for a message to spread.
const GOSSIP_DURATION: Duration = Duration::from_millis(333);

/// The parts that exist with or without a network.
pub type Parts = PartialComponents<
	FullClient,
	FullBackend,
	SelectChain,
	DefaultImportQueue<Block>,
	FullPool,
	ConsensusParts,
>;

/// What consensus keeps between importing blocks and voting on them.
pub struct ConsensusParts {
	block_import: BlockImport,
	grandpa_link: GrandpaLink,
	telemetry: Option<Telemetry>,
}

/// Puts together the parts that exist with or without a network.
pub fn new_partial(
	config: &Configuration,
	runtime_cache: &RuntimeCacheParams,
) -> Result<Parts, ServiceError> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			runtime_cache.executor(&config.executor)?,
			// Warp sync proves finality with the justifications of these blocks.
			vec![Arc::new(GrandpaPruningFilter)],
		)?;
	let client = Arc::new(client);

	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});
	let telemetry_handle = telemetry.as_ref().map(Telemetry::handle);

	let select_chain = LongestChain::new(backend.clone());
	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry_handle.clone(),
	)?;
	let import_queue =
		new_import_queue(config, &client, &block_import, &task_manager, telemetry_handle)?;

	Ok(PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: ConsensusParts { block_import, grandpa_link, telemetry },
	})
}

/// Checks blocks of others: Aura's seal first, then GRANDPA's justification.
fn new_import_queue(
	config: &Configuration,
	client: &Arc<FullClient>,
	block_import: &BlockImport,
	task_manager: &TaskManager,
	telemetry: Option<TelemetryHandle>,
) -> Result<DefaultImportQueue<Block>, ServiceError> {
	let slot_client = client.clone();
	let import_queue =
		sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
			block_import: block_import.clone(),
			justification_import: Some(Box::new(block_import.clone())),
			client: client.clone(),
			create_inherent_data_providers: move |parent: Hash, ()| {
				// As of the parent: an upgrade can change it.
				let slot_duration =
					sc_consensus_aura::standalone::slot_duration_at(&*slot_client, parent);
				async move { Ok(inherents(slot_duration?)) }
			},
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			check_for_equivocation: Default::default(),
			telemetry,
			compatibility_mode: Default::default(),
		})?;
	Ok(import_queue)
}

/// What a block's author says of the time.
fn inherents(slot_duration: SlotDuration) -> (SlotProvider, TimestampProvider) {
	let timestamp = TimestampProvider::from_system_time();
	let slot = SlotProvider::from_timestamp_and_slot_duration(*timestamp, slot_duration);
	(slot, timestamp)
}

/// What the tasks of a running node share.
struct Node {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	transaction_pool: Arc<FullPool>,
	keystore: KeystorePtr,
	network: Arc<dyn NetworkService>,
	sync_service: Arc<SyncingService<Block>>,
	prometheus: Option<Registry>,
	telemetry: Option<TelemetryHandle>,
	role: Role,
	name: String,
	force_authoring: bool,
}

/// How GRANDPA's voters find each other.
struct GrandpaProtocol {
	name: ProtocolName,
	notifications: Box<dyn NotificationService>,
}

/// Starts a node, and returns what keeps it running.
pub fn start<Network: NetworkBackend<Block, Hash>>(
	config: Configuration,
	runtime_cache: RuntimeCacheParams,
	provider: ProviderParams,
	storage_monitor: StorageMonitorParams,
) -> Result<TaskManager, ServiceError> {
	let Parts {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: ConsensusParts { block_import, grandpa_link, mut telemetry },
	} = new_partial(&config, &runtime_cache)?;

	provider.keep(backend.offchain_storage(), config.offchain_worker.enabled)?;
	let prometheus = config.prometheus_registry().cloned();
	let metrics = Network::register_notification_metrics(prometheus.as_ref());
	let mut net_config =
		FullNetworkConfiguration::<_, _, Network>::new(&config.network, prometheus.clone());
	let grandpa_protocol =
		GrandpaProtocol::register(&config, &client, &mut net_config, metrics.clone());
	let (network, system_rpc_tx, tx_handler_controller, sync_service, _bitswap) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(warp_sync(&backend, &grandpa_link)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	let node = Node {
		client,
		backend,
		transaction_pool,
		keystore: keystore_container.keystore(),
		network,
		sync_service,
		prometheus,
		telemetry: telemetry.as_ref().map(Telemetry::handle),
		role: config.role,
		name: config.network.node_name.clone(),
		force_authoring: config.force_authoring || is_alone(&config),
	};
	let votes = !config.disable_grandpa;
	let voter_state = SharedVoterState::empty();
	let rpc_deps = node.rpc_deps(&grandpa_link, voter_state.clone());
	node.start_offchain_workers(&config, &task_manager)?;
	start_storage_monitor(&config, storage_monitor, &task_manager)?;
	// Before consensus: among the tasks, it makes the session keys of `--dev`, `--alice` etc.
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		client: node.client.clone(),
		backend: node.backend.clone(),
		task_manager: &mut task_manager,
		keystore: node.keystore.clone(),
		transaction_pool: node.transaction_pool.clone(),
		rpc_builder: Box::new(move |executor| {
			rpc::create(rpc_deps.clone(), executor).map_err(Into::into)
		}),
		network: node.network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: node.sync_service.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;
	if node.role.is_authority() {
		node.start_aura(block_import, select_chain, &task_manager)?;
	}
	if votes {
		node.start_grandpa(grandpa_link, grandpa_protocol, voter_state, &task_manager)?;
	}
	Ok(task_manager)
}

/// Lets a new node skip to the present with proofs of finality alone.
fn warp_sync(backend: &Arc<FullBackend>, grandpa_link: &GrandpaLink) -> WarpSyncConfig<Block> {
	WarpSyncConfig::WithProvider(Arc::new(NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::new(),
	)))
}

/// Stops the node before its disk is full.
fn start_storage_monitor(
	config: &Configuration,
	params: StorageMonitorParams,
	task_manager: &TaskManager,
) -> Result<(), ServiceError> {
	let Some(path) = config.database.path() else { return Ok(()) };
	StorageMonitorService::try_spawn(params, path.into(), &task_manager.spawn_essential_handle())
		.map_err(|e| ServiceError::Application(e.into()))
}

impl GrandpaProtocol {
	fn register<Network: NetworkBackend<Block, Hash>>(
		config: &Configuration,
		client: &FullClient,
		net_config: &mut FullNetworkConfiguration<Block, Hash, Network>,
		metrics: NotificationMetrics,
	) -> Self {
		let genesis_hash = client.chain_info().genesis_hash;
		let name = sc_consensus_grandpa::protocol_standard_name(&genesis_hash, &config.chain_spec);
		let (protocol_config, notifications) =
			sc_consensus_grandpa::grandpa_peers_set_config::<Block, Network>(
				name.clone(),
				metrics,
				net_config.peer_store_handle(),
			);
		net_config.add_notification_protocol(protocol_config);
		Self { name, notifications }
	}
}

impl Node {
	/// What the JSON-RPC needs of the node.
	fn rpc_deps(&self, grandpa_link: &GrandpaLink, voter_state: SharedVoterState) -> rpc::Deps {
		let authority_set = grandpa_link.shared_authority_set().clone();
		rpc::Deps {
			client: self.client.clone(),
			pool: self.transaction_pool.clone(),
			grandpa: rpc::GrandpaDeps {
				voter_state,
				authority_set: authority_set.clone(),
				justifications: grandpa_link.justification_stream(),
				proofs: FinalityProofProvider::new_for_service(
					self.backend.clone(),
					Some(authority_set),
				),
			},
		}
	}

	/// Runs the runtime's off-chain workers after each best block.
	fn start_offchain_workers(
		&self,
		config: &Configuration,
		task_manager: &TaskManager,
	) -> Result<(), ServiceError> {
		if !config.offchain_worker.enabled {
			return Ok(());
		}
		let workers = OffchainWorkers::new(OffchainWorkerOptions {
			runtime_api_provider: self.client.clone(),
			keystore: Some(self.keystore.clone()),
			offchain_db: self.backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(
				self.transaction_pool.clone(),
			)),
			network_provider: Arc::new(self.network.clone()),
			is_validator: self.role.is_authority(),
			// A provider's worker asks the provider's agent (A1).
			enable_http_requests: true,
			custom_extensions: |_| Vec::new(),
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(self.client.clone(), task_manager.spawn_handle()).boxed(),
		);
		Ok(())
	}

	/// Authors blocks in this node's slots.
	fn start_aura(
		&self,
		block_import: BlockImport,
		select_chain: SelectChain,
		task_manager: &TaskManager,
	) -> Result<(), ServiceError> {
		let proposer_factory = sc_basic_authorship::ProposerFactory::new(
			task_manager.spawn_handle(),
			self.client.clone(),
			self.transaction_pool.clone(),
			self.prometheus.as_ref(),
			self.telemetry.clone(),
		);
		let slot_duration = sc_consensus_aura::slot_duration(&*self.client)?;
		let aura = sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(
			StartAuraParams {
				slot_duration,
				client: self.client.clone(),
				select_chain,
				block_import,
				proposer_factory,
				sync_oracle: self.sync_service.clone(),
				justification_sync_link: self.sync_service.clone(),
				create_inherent_data_providers: move |_, ()| async move { Ok(inherents(slot_duration)) },
				force_authoring: self.force_authoring,
				backoff_authoring_blocks: None::<()>,
				keystore: self.keystore.clone(),
				block_proposal_slot_portion: SlotProportion::new(2f32 / 3f32),
				max_block_proposal_slot_portion: None,
				telemetry: self.telemetry.clone(),
				compatibility_mode: Default::default(),
			},
		)?;
		task_manager.spawn_essential_handle().spawn_blocking("aura", Some("block-authoring"), aura);
		Ok(())
	}

	/// Votes on what is final, or follows the votes.
	fn start_grandpa(
		&self,
		link: GrandpaLink,
		protocol: GrandpaProtocol,
		shared_voter_state: SharedVoterState,
		task_manager: &TaskManager,
	) -> Result<(), ServiceError> {
		let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration: GOSSIP_DURATION,
				justification_generation_period: JUSTIFICATION_PERIOD,
				observer_enabled: false,
				local_role: self.role,
				name: Some(self.name.clone()),
				// Without keys it only follows.
				keystore: self.role.is_authority().then(|| self.keystore.clone()),
				telemetry: self.telemetry.clone(),
				protocol_name: protocol.name,
			},
			link,
			network: self.network.clone(),
			sync: self.sync_service.clone(),
			notification_service: protocol.notifications,
			voting_rule: VotingRulesBuilder::default().build(),
			prometheus_registry: self.prometheus.clone(),
			shared_voter_state,
			telemetry: self.telemetry.clone(),
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(
				self.transaction_pool.clone(),
			),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
		Ok(())
	}
}

/// A chain with a single validator must not wait for peers.
fn is_alone(config: &Configuration) -> bool {
	config.chain_spec.chain_type() == ChainType::Development
}
