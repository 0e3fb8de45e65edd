//! The genesis of development chains: `development` (one validator), `local_testnet` (four) and
//! `fast` (one, with short lengths of time, for tests).
//!
//! In all of them: the council is Alice, Bob and Charlie, who also feed prices; the foundation is
//! `//Ferdie//stash`; `uSPON`, asset 1, is a token of 6 decimals, and `tDAI`, asset 2, one of 18; every
//! well-known account has SPON and both. Only `development` has a sudo key.

use crate::{configs::council::CouncilAccount, *};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use genesis_parameters::Lengths;
use pallet_registry::Class;
use serde_json::Value;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// The preset with short lengths of time, for tests.
pub const FAST_RUNTIME_PRESET: &str = "fast";

/// The development stable token: an asset of 6 decimals, which any account can own.
pub const USPON: u32 = 1;

/// Another: an asset of 18 decimals, which only accounts with SPON can own.
pub const TDAI: u32 = 2;

/// What each well-known account has, in units of SPON.
const SPON_ENDOWMENT: Balance = 1_000_000 * SPON;
/// What each well-known account has, in units of uSPON.
const USPON_ENDOWMENT: Balance = 1_000_000_000_000;
/// The least uSPON that an account can have: one cent.
const USPON_MIN_BALANCE: Balance = 10_000;
/// The least deposit in uSPON: one dollar.
const USPON_MIN_DEPOSIT: Balance = 1_000_000;

/// One tDAI, and the least deposit of it.
const DAI: Balance = 1_000_000_000_000_000_000;
/// What each well-known account has, in units of tDAI.
const TDAI_ENDOWMENT: Balance = 1_000_000 * DAI;
/// The least tDAI that an account can have: one cent.
const TDAI_MIN_BALANCE: Balance = DAI / 100;

/// GPU models by class, with their multipliers in hundredths (R5).
const GPU_MODELS: [(&str, Class, u32); 22] = [
	("gtx1650", Class::Entry, 10),
	("gtx1660", Class::Entry, 25),
	("t4", Class::Low, 50),
	("rtx3060", Class::Low, 50),
	("rtx2080ti", Class::Low, 75),
	("rtx4060", Class::Low, 75),
	("a4000", Class::Medium, 100),
	("rtx3080", Class::Medium, 100),
	("rtx4070", Class::Medium, 100),
	("a5000", Class::Medium, 150),
	("a6000", Class::Medium, 150),
	("rtx3090", Class::Medium, 150),
	("rtx4080", Class::High, 200),
	("rtx4090", Class::High, 200),
	("v100", Class::High, 200),
	("a40", Class::High, 300),
	("l40", Class::High, 300),
	("l40s", Class::High, 300),
	("rtx6000-ada", Class::High, 300),
	("a100", Class::UltraHigh, 600),
	("h100", Class::UltraHigh, 1_200),
	("h200", Class::UltraHigh, 1_500),
];

/// CPU classes, with their multipliers in hundredths (R5).
const CPU_CLASSES: [(&str, Class, u32); 5] = [
	("entry", Class::Entry, 25),
	("low", Class::Low, 50),
	("medium", Class::Medium, 100),
	("high", Class::High, 200),
	("ultra-high", Class::UltraHigh, 600),
];

type Validator = (AccountId, SessionKeys);

fn validator(account: Sr25519Keyring, grandpa: Ed25519Keyring) -> Validator {
	let keys = SessionKeys {
		aura: AuraId::from(account.public()),
		grandpa: GrandpaId::from(grandpa.public()),
	};
	(account.to_account_id(), keys)
}

fn genesis(validators: Vec<Validator>, sudo: Option<AccountId>, lengths: Lengths) -> Value {
	let council = [Sr25519Keyring::Alice, Sr25519Keyring::Bob, Sr25519Keyring::Charlie];
	let endowed: Vec<AccountId> =
		Sr25519Keyring::well_known().map(|account| account.to_account_id()).collect();
	let listed = |entries: &[(&str, Class, u32)]| {
		entries
			.iter()
			.map(|(name, class, multiplier)| (name.to_string(), *class, *multiplier))
			.collect()
	};
	let members: Vec<AccountId> = council.map(|member| member.to_account_id()).to_vec();
	let sessions = validators.into_iter().map(|(id, keys)| (id.clone(), id, keys)).collect();

	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: endowed.iter().cloned().map(|who| (who, SPON_ENDOWMENT)).collect(),
		},
		assets: AssetsConfig {
			assets: vec![
				(USPON, CouncilAccount::get(), true, USPON_MIN_BALANCE),
				(TDAI, CouncilAccount::get(), false, TDAI_MIN_BALANCE),
			],
			metadata: vec![
				(USPON, b"Spheron USD".to_vec(), b"uSPON".to_vec(), 6),
				(TDAI, b"Test Dai".to_vec(), b"tDAI".to_vec(), 18),
			],
			accounts: endowed
				.into_iter()
				.flat_map(|who| {
					[(USPON, who.clone(), USPON_ENDOWMENT), (TDAI, who, TDAI_ENDOWMENT)]
				})
				.collect(),
		},
		session: SessionConfig { keys: sessions },
		fees: FeesConfig { foundation: Some(Sr25519Keyring::FerdieStash.to_account_id()) },
		escrow: EscrowConfig {
			tokens: vec![(None, SPON), (Some(USPON), USPON_MIN_DEPOSIT), (Some(TDAI), DAI)],
		},
		registry: RegistryConfig {
			gpu_models: listed(&GPU_MODELS),
			cpu_classes: listed(&CPU_CLASSES),
		},
		council_membership: CouncilMembershipConfig {
			members: members.clone().try_into().unwrap_or_default(),
		},
		feeder_membership: FeederMembershipConfig {
			members: members.try_into().unwrap_or_default(),
		},
		sudo: SudoConfig { key: sudo },
		genesis_parameters: GenesisParametersConfig { lengths },
	})
}

fn development() -> Value {
	genesis(
		vec![validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice)],
		Some(Sr25519Keyring::Alice.to_account_id()),
		Lengths::default(),
	)
}

fn local_testnet() -> Value {
	let validators = vec![
		validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
		validator(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
		validator(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie),
		validator(Sr25519Keyring::Dave, Ed25519Keyring::Dave),
	];
	genesis(validators, None, Lengths::default())
}

fn fast() -> Value {
	genesis(
		vec![validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice)],
		None,
		Lengths {
			era_length: Some(60),
			session_length: Some(10),
			confirm_within: Some(8),
			activate_within: Some(15),
			close_within: Some(8),
			provider_notice: Some(10),
			// More than the two periods for which an attestation is good.
			outage_limit: Some(15),
			funds_low_notice: Some(5),
			history_blocks: Some(600),
			update_answer_within: Some(8),
			update_apply_within: Some(12),
			unbonding_period: Some(30),
			maintenance_notice: Some(5),
			slash_delay: Some(15),
			claim_period: Some(60),
			root_delay: Some(15),
			attestation_period: Some(6),
			freeze_after: Some(10),
		},
	)
}

/// The patch of the preset `id`, as JSON.
pub fn get(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_str() {
		DEV_RUNTIME_PRESET => development(),
		LOCAL_TESTNET_RUNTIME_PRESET => local_testnet(),
		FAST_RUNTIME_PRESET => fast(),
		_ => return None,
	};
	Some(patch.to_string().into_bytes())
}

/// The names of all presets.
pub fn names() -> Vec<PresetId> {
	[DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET, FAST_RUNTIME_PRESET]
		.map(PresetId::from)
		.to_vec()
}
