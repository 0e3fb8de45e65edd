//! Several nodes that attest for one provider, and not the same (A2–A4).

use super::{
	attended::{attended, attest, listed, no_good, on_hours, paid, says, signed_by, PERIOD},
	*,
};
use crate::{
	tests::{
		chain::pool_says,
		market::{attestation_key, proof},
	},
	Eras, Executive, UncheckedExtrinsic,
};
use pallet_attestation::Unhealthy;
use pallet_registry::Error;
use sp_core::Pair;
use sp_runtime::transaction_validity::InvalidTransaction;
use spheron_primitives::{
	traits::{AliveClock, OpenBlocks},
	AttestationId,
};

type Refusal = Error<Runtime>;

/// How far Dave's clock runs without another attestation.
fn until() -> u32 {
	crate::Attestation::until(&id(Dave))
}

/// What marks `transaction` in the pool: of those that have the same, it keeps one.
fn marks(transaction: &UncheckedExtrinsic) -> Vec<Vec<u8>> {
	pool_says(transaction.clone()).unwrap().provides
}

/// A block takes `first`, and not `second` as well. Nor does it take a third, numbered as if the
/// second had to count, by either key.
fn one_counts(first: UncheckedExtrinsic, second: UncheckedExtrinsic, keys: [Sr25519Keyring; 2]) {
	assert_eq!(marks(&first), marks(&second));
	assert_eq!(Executive::apply_extrinsic(first), Ok(Ok(())));
	no_good(second, InvalidTransaction::Stale);
	for key in keys {
		no_good(signed_by(key, &says(Unhealthy::None)), InvalidTransaction::Future);
	}
	// As far as one makes it run.
	assert!(until() <= Eras::now() + 2 * PERIOD);
}

/// Whichever it is, what the other says is as if it had not been said: if the lease was healthy it is
/// paid for, and if not it is not.
#[test]
fn of_what_two_nodes_say_of_a_period_one_counts() {
	for is_well in [true, false] {
		on_hours(|| {
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD);
			let well = signed_by(Dave, &says(Unhealthy::None));
			let ill = signed_by(Dave, &says(listed([lease])));
			let (first, second) = if is_well { (well, ill) } else { (ill, well) };
			one_counts(first, second, [Dave, Dave]);
			assert_eq!(until(), Eras::now() + 2 * PERIOD);
			// Two periods are paid for after it, however long nothing follows.
			skip(3 * PERIOD);
			act(Ferdie, Leases::settle { lease });
			before.expect(Dave, paid(if is_well { 450 } else { 150 }));
		});
	}
}

/// The one that was signed last is preferred, wherever it comes from, and excludes the other.
#[test]
fn a_report_that_all_is_well_does_not_outrun_a_later_one_that_it_is_not() {
	on_hours(|| {
		let lease = attended();
		let before = Standing::now();
		skip(PERIOD);
		let well = signed_by(Dave, &says(Unhealthy::None));
		skip(1);
		let ill = signed_by(Dave, &says(listed([lease])));
		let priority = |of: &UncheckedExtrinsic| pool_says(of.clone()).unwrap().priority;
		assert!(priority(&ill) > priority(&well));
		one_counts(ill, well, [Dave, Dave]);
		skip(3 * PERIOD);
		act(Ferdie, Leases::settle { lease });
		before.expect(Dave, paid(151));
	});
}

/// With a new key, which is that of another node, while the old one is still good.
#[test]
fn of_what_the_old_key_and_the_new_one_say_of_a_period_one_counts() {
	const NEW: Sr25519Keyring = Ferdie;
	for new_counts in [true, false] {
		on_hours(|| {
			let key_of = |whose: Sr25519Keyring| {
				let pair = attestation_key(whose);
				let key = AttestationId::from(pair.public());
				Registry::set_attestation_key { key, proof: proof(&pair, Dave) }
			};
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD - 1);
			refused(Dave, key_of(Eve), Refusal::AttestationKeyTaken);
			act(Dave, key_of(NEW));
			// No third one.
			refused(Dave, key_of(ALIAS), Refusal::AttestationKeyJustSet);

			skip(1);
			let by = |key: Sr25519Keyring, unhealthy| signed_by(key, &says(unhealthy));
			let (old, new) = (by(Dave, Unhealthy::None), by(NEW, listed([lease])));
			let (first, second) = if new_counts { (new, old) } else { (old, new) };
			one_counts(first, second, [Dave, NEW]);

			// The period after, it is good no more.
			skip(PERIOD);
			no_good(by(Dave, Unhealthy::None), InvalidTransaction::BadProof);
			assert_eq!(Executive::apply_extrinsic(by(NEW, Unhealthy::All)), Ok(Ok(())));
			no_good(by(Dave, Unhealthy::None), InvalidTransaction::Future);
			skip(PERIOD);
			act(Ferdie, Leases::settle { lease });
			before.expect(Dave, paid(if new_counts { 150 } else { 300 }));
		});
	}
}

/// What was signed for a period in which it did not count does not count in a later one.
#[test]
fn what_was_held_back_is_worth_nothing() {
	on_hours(|| {
		let lease = attended();
		let before = Standing::now();
		skip(PERIOD);
		let held_back = signed_by(Dave, &says(Unhealthy::None));
		attest(Unhealthy::All);
		skip(PERIOD);
		no_good(held_back.clone(), InvalidTransaction::AncientBirthBlock);
		attest(Unhealthy::All);
		no_good(held_back, InvalidTransaction::AncientBirthBlock);
		act(Ferdie, Leases::settle { lease });
		before.expect(Dave, paid(150));
	});
}
