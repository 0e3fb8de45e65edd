//! The shared vocabulary of the Spheron chain: ids, time, resources, prices, and the traits by
//! which pallets meet. No storage, no logic beyond what a type knows of itself.
//!
//! Rule ids such as `O1` or `E8` refer to the protocol.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(feature = "std"),
	deny(
		clippy::unwrap_used,
		clippy::expect_used,
		clippy::panic,
		clippy::indexing_slicing,
		clippy::arithmetic_side_effects,
		clippy::cast_possible_truncation,
		clippy::cast_possible_wrap,
		clippy::cast_sign_loss
	)
)]

extern crate alloc;

pub mod attestation;
pub mod footprint;
pub mod ids;
pub mod money;
pub mod order;
pub mod price;
pub mod provider;
pub mod resources;
#[cfg(feature = "runtime-benchmarks")]
pub mod setup;
pub mod time;
pub mod traits;

pub use attestation::{AttestationId, AttestationKeys, AttestationProof, AttestationSignature};
pub use footprint::Footprint;
pub use ids::{LeaseId, OrderId, Token};
pub use money::{Balance, Charge, FeeKind, FeeRates, Payment};
pub use order::{Award, LeaseUpdate, OrderSpec, Strategy};
pub use price::Price;
pub use provider::{Attributes, MaintenanceWindow, Mode, Region, Tier};
pub use resources::{CpuClass, GpuModel, Multiplier, Points, Resources, Service};
pub use time::{BigEndian, EraIndex, OpenBlock, BLOCKS_PER_HOUR};
