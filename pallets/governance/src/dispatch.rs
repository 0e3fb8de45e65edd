//! A call is run as the council's account.

use crate::{Config, Event, Pallet, WeightInfo};
use frame_support::{
	dispatch::{
		extract_actual_weight, DispatchResultWithPostInfo, GetDispatchInfo, WithPostDispatchInfo,
	},
	traits::{Get, OriginTrait},
	weights::Weight,
};
use frame_system::pallet_prelude::OriginFor;
use sp_runtime::traits::Dispatchable;

impl<T: Config> Pallet<T> {
	/// Run `call`, signed by the council's account, under the filters of `origin`.
	pub(crate) fn do_dispatch_as_council(
		mut origin: OriginFor<T>,
		call: <T as Config>::RuntimeCall,
	) -> DispatchResultWithPostInfo {
		// Only the caller changes: a new origin would lose the filters of this one.
		origin.set_caller_from_signed(T::CouncilAccount::get());
		let info = call.get_dispatch_info();
		let result = call.dispatch(origin);
		let weight = Self::overhead().saturating_add(extract_actual_weight(&result, &info));
		result.map_err(|failed| failed.error.with_weight(weight))?;
		Self::deposit_event(Event::DispatchedAsCouncil);
		Ok(Some(weight).into())
	}

	/// What running a call as the council's account takes, without the call.
	///
	/// Weights of calls count the signer's account as read and written by the transaction; of the
	/// council's account nobody has taken care.
	pub(crate) fn overhead() -> Weight {
		T::WeightInfo::dispatch_as_council().saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}
