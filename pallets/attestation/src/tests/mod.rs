//! One behaviour per test, one file per part of the pallet.

mod address;
mod agent;
mod attest;
mod authorize;
mod clock;
mod clock_properties;
mod keys;
mod lock;
mod try_state;
mod worker;
