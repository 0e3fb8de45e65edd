//! Who may do what (G1): every threshold of the council in one place.

use crate::AccountId;
use frame_support::traits::EitherOfDiverse;
use frame_system::EnsureRoot;
use pallet_collective::EnsureProportionMoreThan;

/// The council's instance of `pallet-collective`.
pub type CouncilCollective = pallet_collective::Instance1;

/// Root: an upgrade, or the `dev` preset's sudo key.
pub type Root = EnsureRoot<AccountId>;

/// More than half of the council, for its ordinary decisions: providers, tokens, the catalogue,
/// parameters, its own members, the foundation's account.
pub type CouncilMajority =
	EitherOfDiverse<Root, EnsureProportionMoreThan<AccountId, CouncilCollective, 1, 2>>;
