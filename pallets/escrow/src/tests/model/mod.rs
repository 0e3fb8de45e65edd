//! Random sequences of everything, against a model of a few lines (I1, I2, E7).

mod books;
mod steps;

use crate::mock::*;
use books::Books;
use frame_support::{assert_storage_noop, traits::fungibles::Inspect as _};
use proptest::prelude::*;

const PEOPLE: [AccountId; 3] = [ALICE, BOB, CHARLIE];
const PROVIDERS: [(AccountId, AccountId); 2] = [(PROVIDER, PROXY), (OTHER_PROVIDER, OTHER_PROXY)];

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn the_books_agree_with_the_model_after_every_step(steps in steps::sequences()) {
		ExtBuilder::default().build_and_execute(|| {
			let mut books = TOKENS.map(Books::open);
			for (at, step) in steps {
				let (token, books) = (&TOKENS[at], &mut books[at]);
				if books.apply(&step) {
					assert!(steps::carry_out(token, &step), "refused: {step:?}");
				} else {
					assert_storage_noop!(
						assert!(!steps::carry_out(token, &step), "allowed: {step:?}")
					);
				}
				books.check();
				assert_eq!(Funds::total_issuance(token.clone()), books.issuance);
				Escrow::do_try_state().unwrap();
			}
		});
	}
}
