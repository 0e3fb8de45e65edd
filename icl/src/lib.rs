//! Spheron's deployment language (ICL, a YAML) to an order of this chain and the hash of its
//! manifest (U3, O1).
//!
//! [`convert`] reads a file as Spheron's users write it. What an order cannot say is refused, with
//! the line it stands on and what to do about it; nothing is ever dropped, so a key that is not
//! known is an error too.
//!
//! ```
//! let tokens = [spheron_icl::TokenInfo::spon()];
//! let file = "
//! version: '1.0'
//! services:
//!   web:
//!     image: nginx:1.27
//!     expose: [{ port: 80, to: [{ global: true }] }]
//! profiles:
//!   duration: 2h
//!   compute:
//!     web: { resources: { cpu: { units: 0.5 }, memory: { size: 512Mi }, storage: { size: 1Gi } } }
//!   placement:
//!     anywhere: { pricing: { web: { token: SPON, amount: 0.25 } } }
//! deployment:
//!   web: { anywhere: { profile: web, count: 2 } }
//! ";
//! let deployment = spheron_icl::convert(file, &tokens).unwrap();
//! assert_eq!(deployment.order.duration, 3_600);
//! assert_eq!(deployment.order.max_price, 250_000_000_000_000_000);
//!
//! let error = spheron_icl::convert(&file.replace("2h", "2 hours"), &tokens).unwrap_err();
//! assert_eq!(error.line, 8);
//! ```
//!
//! # What becomes of what
//!
//! | in the file | in the order |
//! |---|---|
//! | `version` | must be `"1.0"` |
//! | `profiles.name` | no part of the order; [`Deployment::name`] |
//! | `profiles.duration` | `duration`: `s`, `min`, `h`, `d`, `mon` (30 d), `y` (365 d) in blocks of 2 s, an odd second rounded up |
//! | `profiles.mode` | `mode`; `provider` if not said |
//! | `profiles.tier` (or `tiers`) | `tiers`, one or a list: `secured` 1–3, `secured-1`…`-3` 1…3, `community` 4–7, `community-1`…`-4` 4…7; any if not said |
//! | `cpu.units` | `vcpu_millis`, rounded up |
//! | `memory.size`, and storage of class `ram` (shared memory) | `ram_mib`, summed, then rounded up |
//! | all other `storage` | `storage_gib`, summed, then rounded up |
//! | `gpu`: one model of vendor `nvidia` | `gpu`; 0 units mean none |
//! | `deployment.<service>.<placement>.count` | `replicas` |
//! | name of the placement | a label, no part of the order; [`Deployment::placement`] |
//! | placement attribute `region` | `regions`; one, several between semicolons, or a list |
//! | `exclude_region` (or `region_exclude`) | `excluded_regions`, likewise |
//! | `desired_provider` | `allow`, likewise; accounts of this chain |
//! | `exclude_provider` (or `provider_exclude`) | `deny`, likewise |
//! | any other placement attribute | a required attribute, as it is |
//! | `pricing.<profile>.token` (or `denom`) | `token`, the same for all |
//! | `pricing.<profile>.amount` | summed into `max_price` |
//! | `services`, resources and counts | `manifest`, the hash of the manifest |
//!
//! The services of an order stand in the order of their names.
//!
//! **Prices.** An amount is the most that a service, *all its replicas together*, may cost per
//! hour: this is how Spheron's own SDK reads these files (Akash multiplies by the count). The max
//! price is their sum over the services, so one profile that two services use counts twice.
//! Amounts are converted exactly; more decimals than the token has are refused.
//!
//! **Required attributes**, from what a service needs of its provider:
//!
//! | in the file | key | value |
//! |---|---|---|
//! | storage attribute `class: beta3` | `storage/class` | `beta3` |
//! | storage attribute `class: ram` | `storage/ram` | `true` |
//! | storage attribute `persistent: true` | `storage/persistent` | `true` |
//! | any other storage attribute `x: y` | `storage/x` | `y` |
//! | GPU `ram: 80Gi`, `interface: sxm` of model `a100` | `gpu/a100/ram`, `gpu/a100/interface` | `80Gi`, `sxm` |
//! | CPU attribute `arch`, and the model under it | `cpu/arch`, `cpu/model` | `arm64`, `m3pro` |
//! | placement attribute `cpu_model` | `cpu/model` | as it is |
//!
//! `persistent: false`, and `any` for `cpu_model` or `bandwidth`, ask for nothing. A provider has
//! one value per key, so two different values for one key are refused.
//!
//! **Manifest.** Canonical JSON (sorted keys, no whitespace) of the services with their resources
//! and counts, sizes in bytes as written; its hash is BLAKE2b-256 of these bytes. Comments, the
//! order of keys and other ways to write the same do not change it; a change of a service does.
//! It holds the file's secrets, and never goes on chain.

mod compute;
mod convert;
mod field;
mod json;
mod manifest;
mod placement;
mod quantity;
mod requirements;
mod services;
mod yaml;

pub use convert::convert;

use sp_core::crypto::AccountId32;
use spheron_primitives::{Balance, OrderSpec, Token};

/// A token that prices can be in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenInfo {
	/// As files write it: `uSPON`.
	pub symbol: String,
	/// The token on the chain.
	pub token: Token,
	/// How many decimals it has.
	pub decimals: u8,
}

impl TokenInfo {
	/// The native token (T1).
	pub fn spon() -> Self {
		Self { symbol: "SPON".into(), token: Token::Native, decimals: 18 }
	}
}

/// What a deployment file says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deployment {
	/// The name that the tenant gave it.
	pub name: Option<String>,
	/// The label of its placement.
	pub placement: String,
	/// The token it is paid in, that of the order.
	pub token: TokenInfo,
	/// Its services, in the order of their names as in the order.
	pub services: Vec<DeploymentService>,
	/// The most that the whole duration may cost, without the user fee, in units of the token.
	pub max_total: Balance,
	/// The order.
	pub order: OrderSpec<AccountId32>,
	/// The manifest whose hash the order has: canonical JSON, for the provider only.
	pub manifest: String,
}

/// What an order does not say of a service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeploymentService {
	/// Its name.
	pub name: String,
	/// The image it runs.
	pub image: String,
	/// Number of replicas.
	pub replicas: u32,
	/// The most that all its replicas may cost, in units of the token per hour.
	pub max_price: Balance,
}

/// Why a file was refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct Error {
	/// The line, from 1.
	pub line: usize,
	/// What is wrong there and what to do about it.
	pub message: String,
}

impl Error {
	pub(crate) fn new(line: usize, message: impl Into<String>) -> Self {
		Self { line, message: message.into() }
	}
}
