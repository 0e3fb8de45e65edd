//! Writes parameters at genesis, which `pallet-parameters` cannot. Nothing of it remains in
//! storage.

pub use pallet::*;

/// See the module.
#[frame_support::pallet]
pub mod pallet {
	use crate::{
		dynamic_params::{attestation, governance, market, registry, rewards, staking, time},
		Runtime, RuntimeParameters,
	};
	use alloc::vec::Vec;
	use core::marker::PhantomData;
	use frame_support::pallet_prelude::*;
	use serde::{Deserialize, Serialize};

	/// No configuration.
	#[pallet::config]
	pub trait Config: frame_system::Config {}

	/// See the module.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// Lengths of time in blocks; `None` leaves the default.
	#[derive(Serialize, Deserialize, Clone, Default)]
	#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
	#[allow(missing_docs)] // each is the parameter of that name
	pub struct Lengths {
		pub era_length: Option<u32>,
		pub session_length: Option<u32>,
		pub confirm_within: Option<u32>,
		pub activate_within: Option<u32>,
		pub close_within: Option<u32>,
		pub provider_notice: Option<u32>,
		pub outage_limit: Option<u32>,
		pub funds_low_notice: Option<u32>,
		pub history_blocks: Option<u32>,
		pub update_answer_within: Option<u32>,
		pub update_apply_within: Option<u32>,
		pub unbonding_period: Option<u32>,
		pub maintenance_notice: Option<u32>,
		pub slash_delay: Option<u32>,
		pub claim_period: Option<u32>,
		pub root_delay: Option<u32>,
		pub attestation_period: Option<u32>,
		pub freeze_after: Option<u32>,
	}

	/// The parameters that differ from their defaults.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Lengths of time.
		pub lengths: Lengths,
		/// Marker.
		#[serde(skip)]
		pub _config: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for parameter in self.lengths.parameters() {
				let (key, value) =
					frame_support::traits::dynamic_params::AggregatedKeyValue::into_parts(
						parameter,
					);
				pallet_parameters::Parameters::<Runtime>::set(key, value);
			}
		}
	}

	impl Lengths {
		fn parameters(&self) -> Vec<RuntimeParameters> {
			let set =
				|value: Option<u32>, parameter: fn(u32) -> RuntimeParameters| value.map(parameter);
			macro_rules! parameter {
				($module:ident, $variant:ident, $key:ident) => {
					|value| {
						RuntimeParameters::$variant($module::Parameters::$key(
							$module::$key,
							Some(value),
						))
					}
				};
			}
			[
				set(self.era_length, parameter!(time, Time, EraLength)),
				set(self.session_length, parameter!(time, Time, SessionLength)),
				set(self.confirm_within, parameter!(market, Market, ConfirmWithin)),
				set(self.activate_within, parameter!(market, Market, ActivateWithin)),
				set(self.close_within, parameter!(market, Market, CloseWithin)),
				set(self.provider_notice, parameter!(market, Market, ProviderNotice)),
				set(self.outage_limit, parameter!(market, Market, OutageLimit)),
				set(self.funds_low_notice, parameter!(market, Market, FundsLowNotice)),
				set(self.history_blocks, parameter!(market, Market, HistoryBlocks)),
				set(self.update_answer_within, parameter!(market, Market, UpdateAnswerWithin)),
				set(self.update_apply_within, parameter!(market, Market, UpdateApplyWithin)),
				set(self.unbonding_period, parameter!(staking, Staking, UnbondingPeriod)),
				set(self.maintenance_notice, parameter!(registry, Registry, MaintenanceNotice)),
				set(self.slash_delay, parameter!(staking, Staking, SlashDelay)),
				set(self.claim_period, parameter!(staking, Staking, ClaimPeriod)),
				set(self.root_delay, parameter!(governance, Governance, RootDelay)),
				set(
					self.attestation_period,
					parameter!(attestation, Attestation, AttestationPeriod),
				),
				set(self.freeze_after, parameter!(rewards, Rewards, FreezeAfter)),
			]
			.into_iter()
			.flatten()
			.collect()
		}
	}
}
