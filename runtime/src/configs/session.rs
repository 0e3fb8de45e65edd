//! Sessions of the validators and their keys.

use crate::{parameters::dynamic_params::time::SessionLength, *};
use alloc::vec::Vec;
use frame_support::traits::{ConstU128, ConstU32, Get};
use pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
use sp_runtime::{
	impl_opaque_keys,
	traits::{Convert, OpaqueKeys},
};

/// The most validators.
pub type MaxAuthorities = ConstU32<100>;

impl_opaque_keys! {
	/// The keys that a validator signs with.
	pub struct SessionKeys {
		/// Block production.
		pub aura: Aura,
		/// Finality.
		pub grandpa: Grandpa,
	}
}

/// The length of a session, in range whatever the parameter says: sessions of no length would stop
/// the chain.
pub struct SessionPeriod;

impl Get<BlockNumber> for SessionPeriod {
	fn get() -> BlockNumber {
		SessionLength::get().clamp(SHORTEST_SESSION, DAYS)
	}
}

/// The shortest session, in blocks.
const SHORTEST_SESSION: BlockNumber = 5;

/// Only who is a validator has keys to set (G2): anybody else's would stay for ever, and the deposit for
/// them, as nobody can become a validator yet, and keys cannot be purged.
pub struct ValidatorOf;

impl Convert<AccountId, Option<AccountId>> for ValidatorOf {
	fn convert(who: AccountId) -> Option<AccountId> {
		Session::validators().contains(&who).then_some(who)
	}
}

type PeriodicSessions = pallet_session::PeriodicSessions<SessionPeriod, ConstU32<0>>;

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ValidatorOf;
	type ShouldEndSession = PeriodicSessions;
	type NextSessionRotation = PeriodicSessions;
	// The validators of genesis stay until there is a pallet that chooses them (G2).
	type SessionManager = ();
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = ConstU128<{ 100 * MILLI_SPON }>;
}
