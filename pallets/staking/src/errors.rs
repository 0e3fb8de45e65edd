//! What the pallet refuses.

/// The part of the pallet that declares its errors.
#[frame_support::pallet_macros::pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The amount is zero. Give one.
		ZeroAmount,
		/// There is less active stake than that. Unbond at most the active stake; what a slash has
		/// taken does not count.
		NotEnoughStake,
		/// Some of the provider's capacity is reserved, and its active stake would fall below, or is
		/// below, what its capacity requires. Wait until no lease is left, or unbond less.
		StakeRequired,
		/// Too many amounts are unbonding at once. Withdraw what is due, or wait until some is.
		TooManyUnbonding,
		/// Nothing that is unbonding is due yet. See `Ledgers` for when it will be.
		NothingDue,
		/// The account has no stake, or the part of it comes to nothing. Check the account and the
		/// part.
		NothingToSlash,
		/// SPON never had a price, so nobody could say what the tenants of the leases that this closes
		/// lose. Have its price fed first.
		NoPrice,
		/// There is no slash with this id: it was cancelled, or is settled. Check the id; claims to a
		/// cancelled one may be claims to another now (`ClaimsTakenOver`).
		NoSuchSlash,
		/// The slash is due or applied, and stands. Motions have to be through before that.
		TooLate,
		/// Nothing is due of the slash yet. See its `deadline`.
		NotDue,
		/// Leases that the slash closes are still being closed, and their tenants have a part in it.
		/// Wait until the provider is drained.
		StillDraining,
		/// The slash still waits. Claim from the block on in which it is `due`.
		StillWaiting,
		/// No claim to this slash is recorded for this lease: there was none, it was struck, or it is
		/// paid. Check both ids.
		NoSuchClaim,
		/// The time to claim is over, or the slash was cancelled. Nothing can be done.
		ClaimsExpired,
	}
}
