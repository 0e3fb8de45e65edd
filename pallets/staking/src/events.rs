//! What the pallet announces.

/// The part of the pallet that declares its events.
#[frame_support::pallet_macros::pallet_section]
mod events {
	/// What happened. Amounts are in units of SPON.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Stake was added.
		Bonded {
			/// Whose stake it is.
			provider: T::AccountId,
			/// How much was added.
			amount: Balance,
			/// The active stake now.
			active: Balance,
		},
		/// Stake is unbonding.
		Unbonded {
			/// Whose stake it is.
			provider: T::AccountId,
			/// How much was taken from the active stake.
			amount: Balance,
			/// The active stake now.
			active: Balance,
			/// The open block from which it can be withdrawn.
			due: OpenBlock,
		},
		/// Stake that had unbonded is free again.
		Withdrawn {
			/// Whose stake it was.
			provider: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// A provider was at fault with an award (S4).
		FaultRecorded {
			/// The provider.
			provider: T::AccountId,
			/// What it did.
			fault: Fault,
			/// The era for which it counts.
			era: EraIndex,
			/// How many awards it has left unconfirmed in that era.
			count: u32,
		},
		/// A provider paid from its stake, to the fee routes, for a lease that ended before its
		/// activation (L2). Active stake went first, then what would have left first.
		Charged {
			/// Whose stake it was.
			provider: T::AccountId,
			/// How much.
			amount: Balance,
			/// The active stake now.
			active: Balance,
		},
		/// Stake was taken from a provider and waits for the slash to be applied or cancelled (S5).
		SlashRaised {
			/// The slash.
			slash: SlashId,
			/// Whose stake it is.
			provider: T::AccountId,
			/// What for.
			kind: SlashKind,
			/// How much.
			amount: Balance,
			/// The active stake now.
			active: Balance,
			/// The open block from which it is applied.
			due: OpenBlock,
		},
		/// A tenant can claim what it lost, once the slash is applied (S5).
		LossRecorded {
			/// The slash.
			slash: SlashId,
			/// The lease that was closed.
			lease: LeaseId,
			/// Its tenant.
			tenant: T::AccountId,
			/// What was locked for the lease and not spent, in millionths of a dollar.
			unspent: MicroUsd,
			/// The same in SPON, at the price of the slash, less what an outage slash took for it.
			loss: Balance,
		},
		/// The council struck a claim: nothing is due to its tenant.
		ClaimStruck {
			/// The slash.
			slash: SlashId,
			/// The lease that was closed.
			lease: LeaseId,
		},
		/// The council cancelled a slash; the stake is where it was.
		SlashCancelled {
			/// The slash.
			slash: SlashId,
			/// Whose stake it is.
			provider: T::AccountId,
			/// How much.
			amount: Balance,
			/// The active stake now.
			active: Balance,
		},
		/// The claims to a slash that was cancelled are claims to another, which was raised in its place.
		ClaimsTakenOver {
			/// The slash that was cancelled. It is gone.
			from: SlashId,
			/// The slash at which to claim from now on.
			slash: SlashId,
			/// How many claims there are so far.
			claims: u32,
		},
		/// A slash waits longer, for leases that it closes are still being closed.
		SlashPostponed {
			/// The slash.
			slash: SlashId,
			/// The open block in which it is looked at again.
			due: OpenBlock,
		},
		/// A slash was applied.
		SlashApplied {
			/// The slash.
			slash: SlashId,
			/// Whose stake it was.
			provider: T::AccountId,
			/// How much it is all in all.
			amount: Balance,
			/// How much of it tenants can claim now.
			shared: Balance,
			/// The rest, which went to the fee routes.
			routed: Balance,
		},
		/// A tenant has received its part of a slash.
		Claimed {
			/// The slash.
			slash: SlashId,
			/// The lease that was closed.
			lease: LeaseId,
			/// Its tenant.
			tenant: T::AccountId,
			/// How much.
			amount: Balance,
		},
		/// All claims to a slash are paid.
		SlashSettled {
			/// The slash.
			slash: SlashId,
			/// What rounding left, which went to the fee routes.
			routed: Balance,
		},
		/// The time to claim is over.
		ClaimsExpired {
			/// The slash.
			slash: SlashId,
			/// What nobody claimed, which went to the fee routes.
			routed: Balance,
		},
	}
}
