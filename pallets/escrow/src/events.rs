//! What an indexer can follow.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A token became a payment token.
		TokenListed {
			/// The token.
			token: Token,
			/// The least that can be deposited at once.
			min_deposit: Balance,
			/// A whole token has 10 to the power of this many units.
			decimals: u8,
		},
		/// A token ceased to be a payment token: there are no new deposits and no new orders in it.
		/// All else goes on.
		TokenDelisted {
			/// The token.
			token: Token,
		},
		/// The minimum deposit of a payment token has changed.
		MinDepositSet {
			/// The token.
			token: Token,
			/// The least that can now be deposited at once.
			min_deposit: Balance,
		},
		/// The deposit brackets have changed.
		BracketsSet {
			/// The table in force from now on.
			brackets: BracketTable,
		},
		/// Tokens came into the unlocked part of a wallet.
		Deposited {
			/// Whose wallet it is.
			who: T::AccountId,
			/// Who paid: the same account, or a sponsor.
			from: T::AccountId,
			/// The token.
			token: Token,
			/// What moved.
			amount: Balance,
		},
		/// Tokens left the unlocked part of a wallet for the account of its owner.
		Withdrawn {
			/// Whose wallet it is.
			who: T::AccountId,
			/// The token.
			token: Token,
			/// What moved.
			amount: Balance,
		},
		/// Tokens went from the unlocked part of a wallet to that of another.
		Transferred {
			/// Whose wallet they left.
			from: T::AccountId,
			/// Whose wallet they came to.
			to: T::AccountId,
			/// The token.
			token: Token,
			/// What moved.
			amount: Balance,
		},
		/// A part of a wallet was locked for an order or a lease.
		Locked {
			/// Whose wallet it is.
			who: T::AccountId,
			/// The token.
			token: Token,
			/// What went from unlocked to locked.
			amount: Balance,
		},
		/// A part of a wallet was unlocked.
		Unlocked {
			/// Whose wallet it is.
			who: T::AccountId,
			/// The token.
			token: Token,
			/// What went from locked to unlocked.
			amount: Balance,
		},
		/// A payment was made from the locked part of a wallet: `earned` and `fees` together.
		Paid {
			/// Whose wallet it is.
			payer: T::AccountId,
			/// Who earned, if anybody did.
			payee: Option<T::AccountId>,
			/// The token.
			token: Token,
			/// What went to the earnings of `payee`.
			earned: Balance,
			/// What went to the fee routes.
			fees: Balance,
		},
		/// More runs on a wallet.
		Occupied {
			/// Whose wallet it is.
			who: T::AccountId,
			/// The token.
			token: Token,
			/// What it counts for against the bracket.
			more: Footprint,
		},
		/// Something does not run on a wallet any more.
		Vacated {
			/// Whose wallet it is.
			who: T::AccountId,
			/// The token.
			token: Token,
			/// What it counted for against the bracket.
			less: Footprint,
		},
		/// A lease went to another wallet, with the funds locked for it.
		HandedOver {
			/// Whose wallet it left.
			from: T::AccountId,
			/// Whose wallet it came to.
			to: T::AccountId,
			/// The token.
			token: Token,
			/// What went from the locked part of one wallet to that of the other.
			amount: Balance,
			/// What the lease counts for against the bracket.
			footprint: Footprint,
		},
		/// The earnings of a provider were sent to its proxy address.
		EarningsWithdrawn {
			/// The provider.
			provider: T::AccountId,
			/// Its proxy address.
			to: T::AccountId,
			/// The token.
			token: Token,
			/// What moved.
			amount: Balance,
		},
		/// Tokens that the fee routes were owed left the escrow.
		FeesPaidOut {
			/// Who received them.
			to: T::AccountId,
			/// The token.
			token: Token,
			/// What moved.
			amount: Balance,
		},
		/// Tokens that the fee routes were owed were burnt.
		FeesBurnt {
			/// The token.
			token: Token,
			/// What was burnt.
			amount: Balance,
		},
	}
}
