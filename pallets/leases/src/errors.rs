//! What the pallet refuses.

use crate::{BadAccess, Error};

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
		/// The lease is not in service: nothing accrues that could be settled, and it cannot be
		/// handed over. Look at its state.
		NotActive,
		/// The lease is not closing: there is nothing to confirm. Close it first.
		NotClosing,
		/// The lease has already ended.
		AlreadyEnded,
		/// The time for this has passed; the lease closes by itself.
		TooLate,
		/// All leases of this provider are being closed. Wait until that is done.
		ProviderDraining,
		/// The provider is leaving: its leases run on, but are not extended. Order anew when this one
		/// ends.
		ProviderLeaving,
		/// A bid is firm: a provider cannot close an award. Confirm it, or let it lapse.
		BidIsFirm,
		/// The provider has already given notice: the lease ends when it runs out.
		NoticeAlreadyGiven,
		/// The lease would be extended by nothing. Give at least one block, or an amount.
		ZeroExtension,
		/// The amount does not buy a block of service. Give more, or say how many blocks.
		AmountTooSmall,
		/// More service would be left than a lease may have. Extend by less, or later.
		ServiceTooLong,
		/// The cost of all the service cannot be counted. Extend by less.
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
		/// Nothing is due. Try again later.
		NothingDue,
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
