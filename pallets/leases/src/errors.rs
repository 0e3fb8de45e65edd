//! What the pallet refuses.

use crate::{BadAccess, Error};
use spheron_primitives::order::BadServices;

/// The part of the pallet that declares its errors.
#[frame_support::pallet_macros::pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no lease with this id, or its record has been removed. Check the id.
		NoSuchLease,
		/// The signer is neither the tenant nor the provider of this lease, nor the provider's
		/// operator key. Sign with one of them.
		NotAParty,
		/// Only the lease's provider can do this. Sign with its account or its operator key.
		NotTheProvider,
		/// Only the lease's tenant can do this. Sign with its account.
		NotTheTenant,
		/// The lease is not waiting for a confirmation. Look at its state.
		NotReserving,
		/// The provider has not confirmed the lease yet. Extend it once it has.
		NotConfirmed,
		/// The lease is not waiting for its activation. Look at its state.
		NotReady,
		/// The lease is not in service, or an update of it is pending: it cannot be handed over or
		/// updated, and out of service there is nothing to settle. Look at its state.
		NotActive,
		/// The lease is not closing: there is nothing to confirm. Close it first.
		NotClosing,
		/// The lease has already ended.
		AlreadyEnded,
		/// The time for this has passed: the lease closes, or its update ends, by itself.
		TooLate,
		/// All leases of this provider are being closed. Wait until that is done.
		ProviderDraining,
		/// The provider is leaving: its leases run on, but are not extended or updated. Order anew when
		/// this one ends.
		ProviderLeaving,
		/// A bid is firm: a provider cannot close an award. Confirm it, or let it lapse.
		BidIsFirm,
		/// The update that is pending is not the one named: that one was taken back, and another asked
		/// for. Look at it, and accept it by its own hash.
		UpdateChanged,
		/// The provider has less stake than its capacity requires, and the update needs more of it.
		/// Bond more first.
		StakeTooLow,
		/// The provider has already given notice: the lease ends when it runs out.
		NoticeAlreadyGiven,
		/// The lease would be extended by nothing. Give at least one block, or an amount.
		ZeroExtension,
		/// The amount does not buy a block of service. Give more, or say how many blocks.
		AmountTooSmall,
		/// More service would be left than a lease may have. Extend by less, or later.
		ServiceTooLong,
		/// The cost of all the service cannot be counted. Extend by less, or lower the max price.
		CostOutOfRange,
		/// The lease is this account's already. Offer it to another.
		OfferToSelf,
		/// The lease is not on offer. Its tenant has to offer it first.
		NotOffered,
		/// The lease is on offer to another account. Its tenant has to offer it to this one.
		OfferedToAnother,
		/// The host is neither a DNS name nor an IP address. Give one, without a port.
		InvalidHost,
		/// A port is 0. Name ports from 1 to 65 535.
		InvalidPort,
		/// The URL does not start with `http://` or `https://`, or has spaces in it.
		InvalidUrl,
		/// The update has no service. List all that are to run from then on.
		NoServices,
		/// A service asks for no vCPU. Ask for at least one thousandth.
		ZeroVcpu,
		/// A service asks for no RAM. Ask for at least 1 MiB.
		ZeroRam,
		/// A service names a GPU model but no unit of it. Ask for at least one, or leave GPUs out.
		ZeroGpus,
		/// A service has no replica. Ask for at least one, or leave the service out.
		ZeroReplicas,
		/// The services together ask for more than can be counted, or for too many GPU models. Ask for
		/// less.
		ResourcesOutOfRange,
		/// A GPU model is not in the catalogue. See the catalogue for how it is written.
		UnknownGpuModel,
		/// The max price is 0. Offer at least 1 unit per hour.
		ZeroMaxPrice,
		/// The update would change nothing. Ask for other resources, another manifest or another price.
		NothingToUpdate,
		/// An update of the lease is pending already. Wait for its end, or withdraw it.
		UpdatePending,
		/// No update of the lease is pending. Its tenant has to ask for one first.
		NoUpdate,
		/// The provider has accepted the update already: it applies it, or says that it failed.
		AlreadyAccepted,
		/// The update is not accepted yet. Accept it first, with a price.
		NotAccepted,
		/// The price is 0. Ask for at least 1 unit per hour.
		ZeroPrice,
		/// The price is above what the tenant would pay. Ask for at most the update's max price.
		PriceTooHigh,
		/// The provider has too little free capacity for what the update needs more. Wait until a lease
		/// ends, or refuse the update.
		NoCapacity,
		/// The provider is not active, so it takes on nothing more. Accept after the maintenance, or
		/// refuse the update.
		ProviderNotActive,
		/// Nothing is due. Try again later.
		NothingDue,
	}
}

impl<T> From<BadServices> for Error<T> {
	fn from(bad: BadServices) -> Self {
		match bad {
			BadServices::Empty => Self::NoServices,
			BadServices::ZeroVcpu => Self::ZeroVcpu,
			BadServices::ZeroRam => Self::ZeroRam,
			BadServices::ZeroGpus => Self::ZeroGpus,
			BadServices::ZeroReplicas => Self::ZeroReplicas,
			BadServices::OutOfRange => Self::ResourcesOutOfRange,
			BadServices::UnknownGpuModel => Self::UnknownGpuModel,
		}
	}
}

impl<T> From<BadAccess> for Error<T> {
	fn from(bad: BadAccess) -> Self {
		match bad {
			BadAccess::Host => Self::InvalidHost,
			BadAccess::Port => Self::InvalidPort,
			BadAccess::Url => Self::InvalidUrl,
		}
	}
}
