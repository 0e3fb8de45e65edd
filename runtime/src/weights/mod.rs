//! Weights of our pallets, measured by `scripts/bench weights`.

pub mod pallet_attestation;
pub mod pallet_eras;
pub mod pallet_escrow;
pub mod pallet_fees;
pub mod pallet_governance;
pub mod pallet_leases;
pub mod pallet_orders;
pub mod pallet_provider_staking;
pub mod pallet_registry;
