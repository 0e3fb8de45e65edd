//! What the node of a provider needs besides: the address of its agent, and the key with which it
//! attests (A1, R4).

use clap::{Args, Parser};
use pallet_attestation::AgentAddress;
use sc_cli::{KeystoreParams, SharedParams, SubstrateCli};
use sc_keystore::LocalKeystore;
use sc_service::config::{BasePath, KeystoreConfig};
use sp_core::{
	crypto::{SecretString, Ss58Codec},
	offchain::{storage::OffchainDb, OffchainStorage},
	proof_of_possession::statement_of_ownership,
	sr25519, Pair,
};
use sp_keystore::Keystore;
use spheron_primitives::attestation::KEY_TYPE;
use spheron_runtime::AccountId;

/// What the node of a provider is told.
#[derive(Debug, Clone, Args)]
pub struct ProviderParams {
	/// Attest what the provider's agent at this address says of the deployments
	///
	/// On this machine: http://127.0.0.1:PORT. Needs the attestation key in the keystore (see
	/// `attestation-key`) and, on a node that does not validate, `--offchain-worker always`.
	#[arg(long, value_name = "URL")]
	pub provider_agent: Option<AgentAddress>,
}

impl ProviderParams {
	/// Keep the agent's address where the off-chain worker of the node with this `storage` finds it, or
	/// take an earlier one away.
	///
	/// An error if there is an agent and no worker to ask it.
	pub fn keep(
		&self,
		storage: Option<impl OffchainStorage>,
		workers_run: bool,
	) -> Result<(), sc_service::Error> {
		let agent = self.provider_agent.as_ref();
		match storage.filter(|_| workers_run) {
			Some(storage) => {
				AgentAddress::keep(agent, &mut OffchainDb::new(storage));
				if let Some(agent) = agent {
					log::info!("Attesting what the agent at {agent} says");
				}
				Ok(())
			}
			None if agent.is_some() => Err(sc_service::Error::Other(
				"--provider-agent needs the off-chain worker: add --offchain-worker always".into(),
			)),
			None => Ok(()),
		}
	}
}

/// Makes an attestation key.
#[derive(Debug, Clone, Parser)]
pub struct AttestationKeyCmd {
	/// The provider's account, which proposes itself with the key or rotates to it
	#[arg(long, value_name = "SS58", value_parser = account)]
	owner: AccountId,

	/// Put the key made of this secret into the keystore, instead of a new one
	///
	/// If it is a file, its content is used.
	#[arg(long, value_name = "SECRET")]
	suri: Option<String>,

	#[allow(missing_docs)]
	#[clap(flatten)]
	shared_params: SharedParams,

	#[allow(missing_docs)]
	#[clap(flatten)]
	keystore_params: KeystoreParams,
}

/// The account that `text` names.
fn account(text: &str) -> Result<AccountId, String> {
	AccountId::from_ss58check(text).map_err(|_| format!("'{text}' is not an SS58 address"))
}

impl AttestationKeyCmd {
	/// Makes the key, keeps it, and prints its public half and the proof.
	pub fn run(&self, cli: &impl SubstrateCli) -> sc_cli::Result<()> {
		let (keystore, password) = self.keystore(cli)?;
		let (key, proof) = self.make(&keystore, password)?;
		println!("Attestation key: {}", hex(&key));
		println!("Proof:           {}", hex(&proof));
		Ok(())
	}

	/// The keystore of the node, as `key insert` finds it, and its password.
	fn keystore<C: SubstrateCli>(
		&self,
		cli: &C,
	) -> sc_cli::Result<(LocalKeystore, Option<SecretString>)> {
		let base_path = self
			.shared_params
			.base_path()?
			.unwrap_or_else(|| BasePath::from_project("", "", &C::executable_name()));
		let chain = self.shared_params.chain_id(self.shared_params.is_dev());
		let directory = base_path.config_dir(cli.load_spec(&chain)?.id());
		match self.keystore_params.keystore_config(&directory)? {
			KeystoreConfig::Path { path, password } => {
				Ok((LocalKeystore::open(path, password.clone())?, password))
			}
			KeystoreConfig::InMemory => Err("the keystore must be a directory".into()),
		}
	}

	/// A key that is in `keystore` from now on, and the proof that its owner has it.
	fn make(
		&self,
		keystore: &LocalKeystore,
		password: Option<SecretString>,
	) -> sc_cli::Result<(sr25519::Public, sr25519::Signature)> {
		let failed = |_| sc_cli::Error::KeystoreOperation;
		let key = match &self.suri {
			None => keystore
				.sr25519_generate_new(KEY_TYPE, None)
				.map_err(|error| sc_cli::Error::Input(error.to_string()))?,
			Some(suri) => {
				let suri = sc_cli::utils::read_uri(Some(suri))?;
				let pair: sr25519::Pair = sc_cli::utils::pair_from_suri(&suri, password)?;
				keystore.insert(KEY_TYPE, &suri, pair.public().as_ref()).map_err(failed)?;
				pair.public()
			}
		};
		let statement = statement_of_ownership(self.owner.as_ref());
		let proof = keystore.sr25519_sign(KEY_TYPE, &key, &statement).ok().flatten();
		Ok((key, proof.ok_or(sc_cli::Error::KeystoreOperation)?))
	}
}

fn hex(bytes: &impl AsRef<[u8]>) -> String {
	sp_core::bytes::to_hex(bytes.as_ref(), false)
}
