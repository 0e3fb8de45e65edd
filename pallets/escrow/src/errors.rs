//! Why a call is refused, and what to do about it.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such asset. Create it first, or check its id.
		UnknownToken,
		/// The token is a payment token already. Nothing is left to do.
		AlreadyListed,
		/// The minimum deposit is below the minimum balance of the token. Ask for more.
		MinDepositTooLow,
		/// The owner, admin, issuer or freezer of the asset is neither the council's account nor
		/// the zero account. Hand these roles over first.
		NotGoverned,
		/// The asset has no metadata, so that nobody knows its decimals. Set its metadata first.
		NoMetadata,
		/// The asset has more than 30 decimals. Use another.
		TooManyDecimals,
		/// As many tokens as possible are, or once were, payment tokens. List one of those again; for
		/// another, the limit must be raised by an upgrade.
		TooManyPaymentTokens,
		/// There is no account to pay the float of the escrow's account. Set the foundation's
		/// account first.
		NoFloatPayer,
		/// The foundation cannot pay the float of the escrow's account, which is the token's
		/// minimum balance. Send it that much more of the token, and thaw the asset if it is
		/// frozen.
		FloatNotPaid,
		/// The token is not a payment token. Use one that is listed.
		NotPaymentToken,
		/// The deposit is below the minimum deposit of the token. Deposit more at once.
		DepositTooSmall,
		/// The wallet has less than that unlocked. Deposit more, or close leases to unlock what
		/// they hold.
		NotEnoughUnlocked,
		/// The wallet has less than that locked: a mistake in the pallet that asked. Report it.
		NotEnoughLocked,
		/// A withdrawal of zero does nothing. Name an amount.
		NothingToWithdraw,
		/// A transfer of zero does nothing. Name an amount.
		NothingToTransfer,
		/// A transfer from a wallet to itself does nothing. Name another account.
		TransferToSelf,
		/// The recipient has no wallet yet, and the amount is below the minimum deposit of the
		/// token. Transfer more at once.
		TransferTooSmall,
		/// The wallet would be left with something unlocked, but with less than the minimum deposit
		/// of the token in all. Transfer all that is unlocked, or less.
		WouldLeaveDust,
		/// The provider has earned nothing in this token since the last withdrawal.
		NothingEarned,
		/// The provider has no proxy address: it was never approved, or it is no provider. Check
		/// the account.
		NoProxyAddress,
		/// The amount is less than the recipient, which owns nothing of this token, may own at
		/// all. Withdraw more at once, or send it the token's minimum balance first.
		BelowMinimumBalance,
		/// The recipient cannot own this asset yet. Send it the existential deposit in SPON first.
		RecipientNeedsSpon,
		/// The brackets are none, or their values do not rise from above zero, or a limit falls from
		/// one to the next, or there is a GPU among the limits without one. Put that right.
		InvalidBrackets,
		/// The token has no price. Wait for its feeders, or use another token.
		NoPrice,
		/// The last price of the token is too old. Wait for its feeders, or use another token.
		PriceStale,
		/// The wallet is worth too little for so many vCPUs at once. The number says how many whole
		/// US dollars more it needs to be worth (65 535: that or more). Deposit them, or close
		/// leases.
		OverBracketVcpu(u16),
		/// The wallet is worth too little for so much RAM at once. The number says how many whole
		/// US dollars more it needs to be worth (65 535: that or more). Deposit them, or close
		/// leases.
		OverBracketRam(u16),
		/// The wallet is worth too little for so much storage at once. The number says how many
		/// whole US dollars more it needs to be worth (65 535: that or more). Deposit them, or close
		/// leases.
		OverBracketStorage(u16),
		/// The wallet is worth too little for so many GPUs at once. The number says how many whole
		/// US dollars more it needs to be worth (65 535: that or more). Deposit them, or close
		/// leases.
		OverBracketGpu(u16),
	}
}
