use super::*;
use codec::{Encode, MaxEncodedLen};

/// Storage and calls rely on these numbers not moving.
#[test]
fn states_classes_and_facets_keep_their_codec_indices() {
	use ProviderStatus::*;
	let statuses = [Proposed, Registered, Active, Maintenance, Suspended, Leaving];
	assert_eq!(statuses.encode(), [0, 1, 2, 3, 4, 5]);
	assert_eq!(statuses, ProviderStatus::ALL);
	assert_eq!(Facet::Region(text("")).encode(), [0, 0]);
	assert_eq!(Facet::Gpu(text("")).encode(), [1, 0]);
	assert_eq!(Facet::Tier(Tier::Tier1).encode(), [2, 0]);
	assert_eq!(Facet::Token(Token::Native).encode(), [3, 0]);
	use Class::*;
	assert_eq!([Entry, Low, Medium, High, UltraHigh].encode(), [0, 1, 2, 3, 4]);
}

#[test]
fn a_provider_stays_below_five_kilobytes() {
	assert!(ProviderOf::<Test>::max_encoded_len() < 5 * 1_024);
}

#[test]
fn a_call_stays_small_in_memory() {
	assert!(core::mem::size_of::<Call<Test>>() <= 112);
}
