//! Where a provider stands, the steps from one status to another, and those that others take for it:
//! activation, suspension, reinstatement (R3).

use crate::{
	Config, Departures, Details, Error, Event, Maintenance, Pallet, Proposals, ProviderOf,
	Providers, Reserved,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::ensure;
use scale_info::TypeInfo;
use sp_runtime::DispatchResult;
use spheron_primitives::{
	traits::{Drain, DrainReason, OnBacked, OpenBlocks, Stake, Unbacked},
	OpenBlock,
};

/// Where a provider stands (R3).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProviderStatus {
	/// It asked to be admitted; the council has not decided.
	#[codec(index = 0)]
	Proposed,
	/// It is admitted, and has not yet had the stake that its capacity requires.
	#[codec(index = 1)]
	Registered,
	/// It takes on orders, as far as its stake allows.
	#[codec(index = 2)]
	Active,
	/// It is active, and in a maintenance that it announced: it takes on nothing.
	#[codec(index = 3)]
	Maintenance,
	/// The council suspended it: its leases are closed, and it takes on nothing.
	#[codec(index = 4)]
	Suspended,
	/// It is gone once its last lease is; until then it takes on nothing.
	#[codec(index = 5)]
	Leaving,
}

impl ProviderStatus {
	/// Every status.
	pub const ALL: [Self; 6] = [
		Self::Proposed,
		Self::Registered,
		Self::Active,
		Self::Maintenance,
		Self::Suspended,
		Self::Leaving,
	];

	/// Whether `next` can follow on this status; `None` is not in the registry, from where only a
	/// proposal leads in. These are all the steps there are.
	pub fn leads_to(self, next: Option<Self>) -> bool {
		use ProviderStatus::*;
		match self {
			Proposed => matches!(next, Some(Registered) | None),
			Registered => matches!(next, Some(Active | Suspended | Leaving)),
			Active => matches!(next, Some(Maintenance | Suspended | Leaving)),
			Maintenance => matches!(next, Some(Active | Suspended | Leaving)),
			Suspended => matches!(next, Some(Registered | Leaving)),
			Leaving => matches!(next, Some(Suspended) | None),
		}
	}
}

/// An admitted provider's entry of the registry.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Provider<AccountId> {
	/// What it says of itself.
	pub details: Details<AccountId>,
	/// Where it stands, maintenance aside; ask [`Provider::status_at`]. Private, so that only
	/// [`Provider::enter`] changes it.
	status: ProviderStatus,
	/// When it is in maintenance.
	pub maintenance: Maintenance,
	/// Where its earnings are withdrawn to (R2).
	pub proxy_address: AccountId,
}

impl<AccountId> Provider<AccountId> {
	/// A provider just admitted: `Registered`.
	pub(crate) fn admitted(details: Details<AccountId>, proxy_address: AccountId) -> Self {
		Self {
			details,
			status: ProviderStatus::Registered,
			maintenance: Maintenance::default(),
			proxy_address,
		}
	}

	/// Where it stands at block `now`. Maintenance begins and ends by itself: it follows from the
	/// window announced.
	pub fn status_at(&self, now: OpenBlock) -> ProviderStatus {
		match self.status {
			ProviderStatus::Active if self.maintenance.covers(now) => ProviderStatus::Maintenance,
			status => status,
		}
	}

	/// Whether it is leaving.
	pub fn is_leaving(&self) -> bool {
		self.status == ProviderStatus::Leaving
	}

	/// Whether it offers its capacity, as far as its stake and its maintenance allow.
	pub(crate) fn is_offering(&self) -> bool {
		self.status == ProviderStatus::Active
	}

	/// The one way into another status: step to `next` at block `now`, or refuse with `refused` if
	/// the status does not lead there.
	pub(crate) fn enter<E>(
		&mut self,
		next: ProviderStatus,
		now: OpenBlock,
		refused: E,
	) -> Result<(), E> {
		ensure!(self.status_at(now).leads_to(Some(next)), refused);
		self.status = next;
		Ok(())
	}

	/// Whether the status stored is one that is stored: the others follow from something else.
	pub(crate) fn is_status_storable(&self) -> bool {
		!matches!(self.status, ProviderStatus::Proposed | ProviderStatus::Maintenance)
	}

	/// Put it into any status, as no call can.
	#[cfg(any(test, feature = "runtime-benchmarks"))]
	pub(crate) fn force_status(&mut self, status: ProviderStatus) {
		self.status = status;
	}
}

impl<T: Config> Pallet<T> {
	/// Where `account` stands now; `None` if it is not in the registry.
	pub fn status(account: &T::AccountId) -> Option<ProviderStatus> {
		match Providers::<T>::get(account) {
			Some(entry) => Some(entry.status_at(T::Time::now())),
			None => Proposals::<T>::contains_key(account).then_some(ProviderStatus::Proposed),
		}
	}

	/// The entry of `provider`, which must be admitted.
	pub(crate) fn admitted(provider: &T::AccountId) -> Result<ProviderOf<T>, Error<T>> {
		Providers::<T>::get(provider).ok_or(Error::<T>::NotAdmitted)
	}

	/// Make `provider` active if it is registered and has its stake, of which nobody will tell: it
	/// had it before it was registered.
	pub(crate) fn activate_if_backed(provider: &T::AccountId) {
		if Self::has_its_stake(provider) {
			Self::backed(provider);
		}
	}

	/// One with `TooManyFaults` has its stake.
	fn has_its_stake(provider: &T::AccountId) -> bool {
		T::Stake::may_bid(provider) != Err(Unbacked::StakeTooLow)
	}

	pub(crate) fn do_activate(provider: T::AccountId) -> DispatchResult {
		let status = Self::status(&provider);
		ensure!(status == Some(ProviderStatus::Registered), Error::<T>::NotRegistered);
		ensure!(Self::has_its_stake(&provider), Error::<T>::NotBacked);
		Self::backed(&provider);
		Ok(())
	}

	pub(crate) fn do_suspend(provider: T::AccountId) -> DispatchResult {
		let now = T::Time::now();
		let mut entry = Self::admitted(&provider)?;
		entry.enter(ProviderStatus::Suspended, now, Error::<T>::Suspended)?;
		Self::stop_maintenance(&provider, &mut entry, now);
		Providers::<T>::insert(&provider, &entry);
		Departures::<T>::remove(&provider);
		Self::tell_usage(&provider, &entry, &Reserved::<T>::get(&provider));
		Self::deposit_event(Event::ProviderSuspended { provider: provider.clone() });
		T::Drain::drain(&provider, DrainReason::Suspended);
		Ok(())
	}

	pub(crate) fn do_reinstate(provider: T::AccountId) -> DispatchResult {
		let mut entry = Self::admitted(&provider)?;
		entry.enter(ProviderStatus::Registered, T::Time::now(), Error::<T>::NotSuspended)?;
		ensure!(!T::Drain::is_draining(&provider), Error::<T>::StillDraining);
		Providers::<T>::insert(&provider, entry);
		Self::deposit_event(Event::ProviderReinstated { provider: provider.clone() });
		Self::activate_if_backed(&provider);
		Ok(())
	}
}

impl<T: Config> OnBacked<T::AccountId> for Pallet<T> {
	fn backed(provider: &T::AccountId) {
		let Some(mut entry) = Providers::<T>::get(provider) else { return };
		// Maintenance leads to `Active` too, but does so by itself.
		let registered = entry.status == ProviderStatus::Registered;
		if registered && entry.enter(ProviderStatus::Active, T::Time::now(), ()).is_ok() {
			Providers::<T>::insert(provider, &entry);
			Self::tell_usage(provider, &entry, &Reserved::<T>::get(provider));
			Self::deposit_event(Event::ProviderActivated { provider: provider.clone() });
		}
	}
}
