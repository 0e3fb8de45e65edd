//! Providers, from their proposal to their first bids (R3, R4).

use super::{
	chain::{council_decides, on_chain, run_to, submit, submit_as},
	market::{approval, last_lease, open_market, order, proposal, serve, PROVIDERS, USD},
};
use crate::{
	dynamic_params::staking::{self, StakePerGpu},
	Registry, Runtime, RuntimeParameters, Staking, System,
};
use pallet_registry::{Error, ProviderStatus};
use sp_keyring::Sr25519Keyring::{Dave, Eve, Ferdie};

/// No transaction of the provider's tells that its stake is enough now.
#[test]
fn anyone_activates_who_has_its_stake_after_a_motion_lowered_what_is_required() {
	on_chain("development", || {
		submit(Dave, proposal(Dave));
		council_decides(approval(Dave));
		let provider = Dave.to_account_id();
		let amount = Staking::required(&provider).unwrap() / 2;
		submit(Dave, pallet_provider_staking::Call::bond { amount });
		let activate = || pallet_registry::Call::activate { provider: provider.clone() };
		let refused = submit_as(&Ferdie.pair(), activate());
		assert_eq!(refused, Ok(Err(Error::<Runtime>::NotBacked.into())));

		council_decides(pallet_parameters::Call::set_parameter {
			key_value: RuntimeParameters::Staking(staking::Parameters::StakePerGpu(
				StakePerGpu,
				Some(0),
			)),
		});
		assert!(Staking::required(&provider).unwrap() <= amount);
		assert_eq!(Registry::status(&provider), Some(ProviderStatus::Registered));
		submit(Ferdie, activate());
		assert_eq!(Registry::status(&provider), Some(ProviderStatus::Active));
	});
}

/// It says for which of them it bids; of a lease, the chain knows.
#[test]
fn one_operator_serves_two_providers() {
	on_chain("development", || {
		open_market(20 * USD);
		submit(Dave, pallet_registry::Call::set_operator { operator: Eve.to_account_id() });
		for provider in PROVIDERS {
			let (order, price) = (order(), USD);
			let call = |provider| pallet_orders::Call::bid { order, provider, price };
			submit(Eve, call(provider.to_account_id()));
			run_to(System::block_number() + 3);
			let lease = last_lease();
			let winner = pallet_leases::Leases::<Runtime>::get(lease).unwrap().provider;
			assert_eq!(winner, provider.to_account_id());
			serve(Eve, lease);
		}
	});
}
