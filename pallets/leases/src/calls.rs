//! What can be called.

/// The part of the pallet that declares its calls.
#[frame_support::pallet_macros::pallet_section]
mod calls {
	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Confirm an award: `Reserving` → `Ready`. Signed by the provider or its operator key,
		/// within [`Config::ConfirmWithin`] of the award. The lock shrinks to what the whole service
		/// costs at the winner's price (E2).
		///
		/// Errors: `NoSuchLease`, `NotTheProvider`, `NotReserving`, `ProviderDraining`, `TooLate`.
		#[pallet::call_index(0)]
		pub fn confirm(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm(&who, lease)
		}

		/// Report that the deployment is up: `Ready` → `Active`. Signed by the provider or its
		/// operator key, within [`Config::ActivateWithin`] of the confirmation. Charging starts (L1).
		///
		/// Errors: `NoSuchLease`, `NotTheProvider`, `NotReady`, `ProviderDraining`, `TooLate`,
		/// `InvalidHost`, `InvalidPort`, `InvalidUrl`.
		#[pallet::call_index(1)]
		pub fn activate(
			origin: OriginFor<T>,
			lease: LeaseId,
			access: AccessDetails,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_activate(&who, lease, access)
		}

		/// End a lease (L2, L5).
		///
		/// By the tenant, at any time: in `Reserving` the order is over; in service all is settled to
		/// the block (E4), and a pending update ends (L3). The rest unlocks.
		///
		/// By the provider or its operator key: in `Ready`, because no manifest came; in service with
		/// notice of [`Config::ProviderNotice`]; not in `Reserving`, where the award lapses if it is
		/// not confirmed.
		///
		/// In `Ready`, whoever closes it, the tenant pays the time since the confirmation, and the
		/// provider [`Config::UnstartedFee`] from its stake, both to the fee routes.
		///
		/// Errors: `NoSuchLease`, `NotAParty`, `AlreadyEnded`, `BidIsFirm`, `NoticeAlreadyGiven`.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::close_weight())]
		pub fn close(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close(&who, lease)
		}

		/// Confirm that the workload is gone: `Closing` → `Closed`. Signed by the provider or its
		/// operator key. The capacity is free again.
		///
		/// Errors: `NoSuchLease`, `NotTheProvider`, `NotClosing`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::confirm_closed().max(Pallet::<T>::step_weight()))]
		pub fn confirm_closed(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm_closed(&who, lease)
		}

		/// Pay for the service so far, out of the tenant's lock. By anyone: money only goes to its
		/// owners (E3). Also ends the lease if its end has come.
		///
		/// Errors: `NoSuchLease`, `NotActive`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::settle().max(Pallet::<T>::step_weight()))]
		pub fn settle(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_settle(lease)
		}

		/// Serve what is due and was not served for want of room, up to about `limit` leases, at
		/// most [`MAX_POKE`]. By anyone.
		///
		/// Errors: `NothingDue`.
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::poke_weight(*limit))]
		pub fn poke(origin: OriginFor<T>, limit: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_poke(limit)
		}

		/// Add service to a lease that is `Ready` or in service, and lock what it costs at the running
		/// price, or at the price asked if an update is pending and it is higher (L4). Signed by the tenant. Nothing starts anew; the tenant is told again when
		/// funds are low, at once if they still are (E5).
		///
		/// Errors: `NoSuchLease`, `NotTheTenant`, `ProviderDraining`, `AlreadyEnded`,
		/// `NotConfirmed`, `ProviderLeaving` (R3), `ZeroExtension`, `AmountTooSmall`, `ServiceTooLong`, `CostOutOfRange`,
		/// and the escrow's if too little is unlocked.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::extend().max(Pallet::<T>::step_weight()))]
		pub fn extend(origin: OriginFor<T>, lease: LeaseId, by: Extension) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_extend(&who, lease, by)
		}

		/// Offer an `Active` lease, with what is locked for it, to another account (E6). Signed by
		/// the tenant. Takes the place of an earlier offer; ends with the service.
		///
		/// Errors: `NoSuchLease`, `NotTheTenant`, `OfferToSelf`, `ProviderDraining`, `NotActive` (also
		/// while an update is pending).
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::offer().max(Pallet::<T>::step_weight()))]
		pub fn offer(origin: OriginFor<T>, lease: LeaseId, to: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer(&who, lease, to)
		}

		/// Take an offer back. Signed by the tenant.
		///
		/// Errors: `NoSuchLease`, `NotTheTenant`, `NotOffered`.
		#[pallet::call_index(8)]
		pub fn withdraw_offer(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_offer(&who, lease)
		}

		/// Accept a lease that is on offer to the signer (E6). It is settled first, from the lock of
		/// the old tenant; then the rest of the lock and what runs on it are the signer's.
		///
		/// Errors: `NoSuchLease`, `NotOffered`, `OfferedToAnother`, `ProviderDraining`, `NotActive`,
		/// and the escrow's if the signer's bracket does not allow it.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::accept().max(Pallet::<T>::step_weight()))]
		pub fn accept(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept(&who, lease)
		}

		/// Ask to change what an `Active` lease runs, its manifest or its price: `Active` → `Updating`
		/// (L3). Signed by the tenant.
		///
		/// What all the service that is left costs more at the max price is locked at once, and what
		/// it would need counts against the tenant's bracket (E7). An offer of the lease is void. The
		/// lease is served and charged for as before until the provider applies the update, for which
		/// it has [`Config::UpdateAnswerWithin`] to accept and then [`Config::UpdateApplyWithin`].
		///
		/// Errors: `NoSuchLease`, `NotTheTenant`, `ProviderDraining`, `UpdatePending`, `NotActive`,
		/// `ProviderLeaving`, `ZeroMaxPrice`, `NoServices`, `ZeroVcpu`, `ZeroRam`, `ZeroReplicas`,
		/// `ZeroGpus`, `ResourcesOutOfRange`, `UnknownGpuModel`, `NothingToUpdate`, `CostOutOfRange`,
		/// and the escrow's if the tenant's bracket does not allow it or too little is unlocked.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::request_update().max(Pallet::<T>::step_weight()))]
		pub fn request_update(
			origin: OriginFor<T>,
			lease: LeaseId,
			update: LeaseUpdate,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_request_update(&who, lease, update)
		}

		/// Accept the pending `update` of a lease, named by its hash, at `price` per hour, at most its
		/// max price, and reserve what it needs more, for which there must be stake. Signed by the provider or its operator key, within
		/// [`Config::UpdateAnswerWithin`] of the request.
		///
		/// Errors: `NoSuchLease`, `NotTheProvider`, `ProviderDraining`, `NoUpdate`, `TooLate`,
		/// `AlreadyAccepted`, `UpdateChanged`, `ProviderLeaving`, `ZeroPrice`, `PriceTooHigh`,
		/// `StakeTooLow`, `NoCapacity`, `ProviderNotActive`.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::accept_update().max(Pallet::<T>::step_weight()))]
		pub fn accept_update(
			origin: OriginFor<T>,
			lease: LeaseId,
			update: H256,
			price: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_update(&who, lease, update, price)
		}

		/// Refuse the pending update of a lease, or say that it failed, if it was accepted:
		/// `Updating` → `Active`, and the lease is what it was. Signed by the provider or its operator
		/// key.
		///
		/// Errors: `NoSuchLease`, `NotTheProvider`, `ProviderDraining`, `NoUpdate`, `TooLate`.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::refuse_update().max(Pallet::<T>::step_weight()))]
		pub fn refuse_update(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_refuse_update(&who, lease)
		}

		/// Report that the accepted update of a lease is up: `Updating` → `Active`. From this block on
		/// the lease costs the price that was accepted; the service left stays the same; what is not
		/// needed any more unlocks and is free. Signed by the provider or its operator key, within
		/// [`Config::UpdateApplyWithin`] of the acceptance.
		///
		/// Errors: `NoSuchLease`, `NotTheProvider`, `ProviderDraining`, `NoUpdate`, `TooLate`,
		/// `NotAccepted`.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::apply_update().max(Pallet::<T>::step_weight()))]
		pub fn apply_update(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_apply_update(&who, lease)
		}

		/// Take the pending update of a lease back, before the provider has accepted it: `Updating` →
		/// `Active`, and the lease is what it was. Signed by the tenant.
		///
		/// Errors: `NoSuchLease`, `NotTheTenant`, `ProviderDraining`, `NoUpdate`, `TooLate`,
		/// `AlreadyAccepted`.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::withdraw_update().max(Pallet::<T>::step_weight()))]
		pub fn withdraw_update(origin: OriginFor<T>, lease: LeaseId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_update(&who, lease)
		}
	}
}
