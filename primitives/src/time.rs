//! Protocol time: every window and deadline counts *open* blocks, in which users could send
//! transactions.

use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen, Output};
use scale_info::TypeInfo;

/// Number of an open block, from 1; also a length of time in open blocks.
pub type OpenBlock = u32;

/// Number of an era, from 0 (X1).
pub type EraIndex = u32;

/// Open blocks in an hour: 2 s each.
pub const BLOCKS_PER_HOUR: u32 = 1_800;

/// An integer encoded big-endian, so that the trie keeps keys in numerical order: under the
/// `Identity` hasher the first key of a map is the smallest. Of fixed length and chosen by the
/// chain, never by a user, which is what makes `Identity` safe.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct BigEndian<N>(pub N);

macro_rules! big_endian {
	($($int:ty),*) => {$(
		impl Encode for BigEndian<$int> {
			fn size_hint(&self) -> usize {
				core::mem::size_of::<$int>()
			}
			fn encode_to<O: Output + ?Sized>(&self, dest: &mut O) {
				dest.write(&self.0.to_be_bytes());
			}
		}
		impl codec::EncodeLike for BigEndian<$int> {}
		impl DecodeWithMemTracking for BigEndian<$int> {}
		impl Decode for BigEndian<$int> {
			fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
				let mut bytes = [0u8; core::mem::size_of::<$int>()];
				input.read(&mut bytes)?;
				Ok(Self(<$int>::from_be_bytes(bytes)))
			}
		}
		/// As bytes: clients would read a number little-endian.
		impl TypeInfo for BigEndian<$int> {
			type Identity = [u8; core::mem::size_of::<$int>()];
			fn type_info() -> scale_info::Type {
				Self::Identity::type_info()
			}
		}
		impl MaxEncodedLen for BigEndian<$int> {
			fn max_encoded_len() -> usize {
				core::mem::size_of::<$int>()
			}
		}
	)*};
}
big_endian!(u32, u64);

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	proptest! {
		#[test]
		fn big_endian_keys_sort_as_numbers(a: u64, b: u64) {
			let (x, y) = (BigEndian(a).encode(), BigEndian(b).encode());
			prop_assert_eq!(a.cmp(&b), x.cmp(&y));
			prop_assert_eq!(BigEndian::<u64>::decode(&mut &x[..]).unwrap().0, a);
		}
	}
}
