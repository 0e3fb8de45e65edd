//! Who may do what (G1): every threshold of the council in one place.

use crate::AccountId;
use frame_support::traits::EitherOfDiverse;
use frame_system::EnsureRoot;
use pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan};

/// The council's instance of `pallet-collective`.
pub type CouncilCollective = pallet_collective::Instance1;

/// Root: a call that [`CouncilThreeQuarters`] scheduled and nobody cancelled, or the `dev` preset's
/// sudo key.
pub type Root = EnsureRoot<AccountId>;

/// More than half of the council, for its ordinary decisions: providers, tokens, the catalogue,
/// parameters, its own members, the foundation's account; and to cancel a call on its way to
/// [`Root`].
pub type CouncilMajority =
	EitherOfDiverse<Root, EnsureProportionMoreThan<AccountId, CouncilCollective, 1, 2>>;

/// At least three quarters of the council, to schedule a call to be run as [`Root`], such as an
/// upgrade: of three members, all.
pub type CouncilThreeQuarters =
	EitherOfDiverse<Root, EnsureProportionAtLeast<AccountId, CouncilCollective, 3, 4>>;
