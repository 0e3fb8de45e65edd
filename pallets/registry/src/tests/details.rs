use super::*;
use codec::{Encode, MaxEncodedLen};

/// Storage and calls rely on these numbers not moving.
#[test]
fn states_and_classes_keep_their_codec_indices() {
	use ProviderStatus::*;
	assert_eq!([Proposed, Registered, Active].encode(), [0, 1, 2]);
	use Class::*;
	assert_eq!([Entry, Low, Medium, High, UltraHigh].encode(), [0, 1, 2, 3, 4]);
}

#[test]
fn a_provider_stays_below_five_kilobytes() {
	assert!(ProviderOf::<Test>::max_encoded_len() < 5 * 1_024);
}

#[test]
fn a_call_stays_small_in_memory() {
	assert!(core::mem::size_of::<Call<Test>>() <= 64);
}
