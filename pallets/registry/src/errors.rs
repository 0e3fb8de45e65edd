//! Why a call is refused, and what to do about it.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The account has a proposal under way. To change it, withdraw it first.
		AlreadyProposed,
		/// The account is a provider already. To change its data, use `update`; to change its
		/// capacity, `request_capacity`.
		AlreadyRegistered,
		/// The provider is suspended. Only the council can reinstate it.
		Suspended,
		/// The provider is leaving, which cannot be taken back. Wait until its last lease is closed;
		/// then it can propose itself anew.
		Leaving,
		/// The account is not an admitted provider. Propose first, or wait for the council.
		NotAdmitted,
		/// The provider is not suspended, so there is nothing to take back.
		NotSuspended,
		/// Leases of the provider are still being closed. Try again when that is done.
		StillDraining,
		/// The provider is not active. Maintenance is for providers that are.
		NotActive,
		/// The account is not a provider that waits for its stake: it is not admitted, or active
		/// already, suspended or leaving. Nothing is to be done.
		NotRegistered,
		/// The provider has less stake than its capacity requires. Bond more first.
		NotBacked,
		/// There is no proposal of this account under way: it was never made, was withdrawn, or is
		/// decided already.
		NotProposed,
		/// What is proposed is not what was to be decided on: it was withdrawn and made anew. Look at
		/// it, and decide by its own hash.
		ProposalChanged,
		/// The proof is not the attestation key's signature of `POP_` followed by the provider's
		/// account. Sign that.
		BadProof,
		/// The attestation key is, or was before the last change, that of a provider. Make a new one.
		AttestationKeyTaken,
		/// The attestation key was replaced less than a period ago, and the one before it is still good
		/// for that period. Replace it again when the period is over.
		AttestationKeyJustSet,
		/// A maintenance is ahead or running already. Cancel or end that one first.
		MaintenanceAnnounced,
		/// The maintenance would begin before the notice is over, or too soon after the one before.
		/// Announce a later one.
		MaintenanceTooSoon,
		/// The maintenance would end before it begins, or as it does. Give it an end.
		EmptyMaintenance,
		/// The maintenance is too long. Announce a shorter one.
		MaintenanceTooLong,
		/// No maintenance is ahead, so there is nothing to cancel.
		NoMaintenance,
		/// The maintenance has begun, so it cannot be cancelled. End it.
		MaintenanceBegun,
		/// The provider is not in maintenance, so there is nothing to end.
		NotInMaintenance,
		/// Everything would stay as it is. Say what is to change.
		NothingToChange,
		/// The provider has asked for another capacity already. Withdraw that request first.
		CapacityRequestPending,
		/// The provider has not asked for another capacity, or that is decided already.
		NoCapacityRequest,
		/// What the provider asks for is not what was to be decided on. Look at it, and decide by its
		/// own hash.
		CapacityRequestChanged,
		/// More is reserved of the provider than the capacity asked for. Wait for leases to end.
		BelowReserved,
		/// The name is empty. Give one of 1 to 64 bytes.
		EmptyName,
		/// The region is empty. Give one of 1 to 32 bytes, such as `us-west`.
		EmptyRegion,
		/// Mode `Fizz` is not supported yet. Propose in mode `Provider`.
		FizzNotSupported,
		/// The capacity is empty. Say what there is to rent.
		EmptyCapacity,
		/// A GPU model is given with a count of 0. Leave that model out.
		ModelWithoutGpus,
		/// A GPU model is not in the catalogue. Use a listed name, or ask the council to list it.
		UnknownGpuModel,
		/// The CPU class is not in the catalogue. Use a listed name, or ask the council to list it.
		UnknownCpuClass,
		/// The host URI is empty. Give one of 1 to 128 bytes.
		EmptyHostUri,
		/// No payment token is accepted. Name at least one.
		NoTokens,
		/// An attribute has an empty key. Name it, or leave it out.
		EmptyAttributeKey,
		/// A provider starts in a community tier. Name one from 4 to 7.
		TierNotCommunity,
		/// The name of a catalogue entry is empty. Give one of 1 to 32 bytes.
		EmptyEntryName,
		/// The multiplier is out of range. Give 1 to 10 000 hundredths.
		MultiplierOutOfRange,
		/// The catalogue has no such entry, so it cannot be removed. Check the spelling.
		NotListed,
		/// A provider's capacity names the entry, so it cannot be removed. It can be changed.
		EntryInUse,
	}
}
