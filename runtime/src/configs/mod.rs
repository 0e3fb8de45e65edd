//! Each pallet's configuration, a file each.

pub mod assets;
pub mod attestation;
pub mod balances;
pub mod consensus;
pub mod council;
pub mod eras;
pub mod escrow;
pub mod fees;
pub mod governance;
pub mod leases;
pub mod membership;
pub mod migrations;
pub mod multisig;
pub mod oracle;
pub mod orders;
pub mod origins;
pub mod parameters;
pub mod preimage;
pub mod proxy;
pub mod registry;
pub mod scheduler;
pub mod session;
pub mod staking;
pub mod sudo;
pub mod system;
pub mod timestamp;
pub mod transaction_payment;
pub mod utility;

impl crate::genesis_parameters::Config for crate::Runtime {}
