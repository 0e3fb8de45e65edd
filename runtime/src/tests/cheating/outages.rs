//! An outage put off, or taken back when it is too late (A2, A3, L5, S4).

use super::{
	attended::{
		attended, attest, closed, ended, listed, lost, not_heard, on_hours, silence, PERIOD, WAYS,
	},
	*,
};
use crate::{
	tests::money::{deposit, small},
	Eras, DAYS, HOURS,
};
use pallet_attestation::Unhealthy;
use pallet_leases::{EndReason, Error, Extension, DRAIN_PAGE};
use pallet_provider_staking::SlashId;
use spheron_primitives::traits::{Drain, OpenBlocks};

type Refusal = Error<Runtime>;

/// The most that the outage of a [`cheap`] deployment costs: a tenth of the 0.083 203 125 SPON that
/// its resources require.
const MOST: i128 = 8_320_312_500_000_000;

/// What an award that is not confirmed costs: a twentieth of that requirement, and 0.1 SPON.
const FAULT: i128 = 104_160_156_250_000_000;

/// A hundred blocks of a small deployment, at 1 000 units each; 102 000 are locked.
fn cheap() -> OrderSpec<AccountId> {
	small(&TOKEN, 1_800_000, 100)
}

/// Whichever way it is said, and however often, it costs the same; and Ferdie has what it costs.
#[test]
fn saying_again_and_again_that_it_is_down_saves_nothing() {
	for (way, again) in WAYS.into_iter().flat_map(|way| [(way, false), (way, true)]) {
		on_hours(|| {
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD);
			attest(way(lease));
			for _ in 1..HOURS / PERIOD {
				skip(PERIOD);
				if again {
					attest(way(lease));
				}
			}
			skip(PERIOD - 1);
			assert_eq!(ended(lease), None);
			skip(1);
			assert_eq!(ended(lease), Some((EndReason::Outage, Eras::now())));
			before.expect(Dave, lost(150));

			act(Dave, Leases::confirm_closed { lease });
			skip(7 * DAYS);
			act(ALIAS, Stake::claim { slash: SlashId(0), lease });
			let compensated = [
				(id(Dave), Has::Staked, milli_spon(-1_800)),
				(id(Ferdie), Has::Free(Token::Native), milli_spon(1_800)),
			];
			before.expect(Dave, closed(150).into_iter().chain(compensated));
		});
	}
}

/// What was down with all the rest has been down since then, whatever is said of it now: neither the end
/// comes later, nor is less missed.
#[test]
fn naming_what_was_down_with_all_the_rest_begins_no_hour_anew() {
	on_hours(|| {
		let lease = attended();
		let before = Standing::now();
		skip(PERIOD);
		attest(Unhealthy::All);
		skip(HOURS - 1);
		attest(listed([lease]));
		skip(1);
		assert_eq!(ended(lease), Some((EndReason::Outage, Eras::now())));
		before.expect(Dave, lost(150));
	});
}

/// Nor does it after a silence, by which the clock has stopped.
#[test]
fn naming_what_nobody_attested_begins_no_hour_anew() {
	on_hours(|| {
		let lease = attended();
		let before = Standing::now();
		skip(2 * PERIOD + HOURS - 1);
		attest(listed([lease]));
		skip(1);
		assert_eq!(ended(lease), Some((EndReason::Outage, Eras::now())));
		before.expect(Dave, lost(300));
	});
}

/// Of what is due in the same block the outage comes first (127).
#[test]
fn a_notice_is_no_way_out_of_an_outage() {
	for way in WAYS {
		on_hours(|| {
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD);
			attest(way(lease));
			act(Dave, Leases::close { lease });
			skip(HOURS - 1);
			assert_eq!(ended(lease), None);
			skip(1);
			assert_eq!(ended(lease), Some((EndReason::Outage, Eras::now())));
			before.expect(Dave, lost(150));
		});
	}
}

/// More leases than a page has are closed over several blocks. In the middle of that Dave tries all
/// that could save those whose turn has not come.
#[test]
fn nothing_is_taken_back_in_the_middle_of_being_closed() {
	on_market(|| {
		silence();
		deposit(Ferdie, &TOKEN, 100 * USD);
		// So that he has the stake for bids even when some of it is slashed.
		act(Dave, Stake::bond { amount: SPON });
		let many = u64::from(DRAIN_PAGE) + 6;
		for _ in 0..many {
			ordered(Ferdie, cheap());
		}
		skip(3);
		attest(Unhealthy::None);
		let active: Vec<_> = (0..many).map(LeaseId).collect();
		assert_eq!(active.last(), Some(&last_lease()));
		for lease in active.iter().copied() {
			act(Dave, Leases::confirm { lease });
			act(Dave, Leases::activate { lease, access: access() });
		}

		let before = Standing::now();
		skip(6);
		attest(Unhealthy::All);
		skip(6);
		ordered(Ferdie, cheap());
		skip(3);
		let ready = last_lease();
		act(Dave, Leases::confirm { lease: ready });
		ordered(Ferdie, cheap());
		skip(3);
		let awarded = last_lease();
		skip(2);
		let all = || active.iter().copied().chain([ready, awarded]);
		assert!(all().all(|lease| ended(lease).is_none()));

		skip(1);
		let outage = Eras::now();
		let last = *active.last().unwrap();
		assert!(ended(active[0]).is_some() && ended(last).is_none());
		not_heard(Unhealthy::None);
		not_heard(Unhealthy::All);
		not_heard(listed([]));
		not_heard(listed([last]));
		let closing = || Refusal::ProviderDraining;
		refused(Dave, Leases::activate { lease: ready, access: access() }, closing());
		refused(Dave, Leases::confirm { lease: awarded }, closing());
		refused(Ferdie, Leases::extend { lease: last, by: Extension::Blocks(1) }, closing());
		refused(Ferdie, Leases::offer { lease: last, to: id(ALIAS) }, closing());
		let order = pallet_orders::NextOrderId::<Runtime>::get();
		act(Ferdie, Orders::create { spec: Box::new(cheap()) });
		let error = pallet_orders::Error::<Runtime>::ProviderNotActive;
		refused(Dave, Orders::bid { order, provider: id(Dave), price: 1_800_000 }, error);
		let maintenance =
			Registry::announce_maintenance { starts_at: outage + 5, ends_at: outage + 50 };
		act(Dave, maintenance);
		// Its notice comes too late: this is just its turn.
		act(Dave, Leases::close { lease: last });
		assert_eq!(ended(last), Some((EndReason::Outage, outage)));

		for _ in 0..7 {
			skip(1);
			not_heard(Unhealthy::None);
		}
		for lease in all() {
			assert_eq!(ended(lease), Some((EndReason::Outage, outage)), "{lease:?}");
		}
		let each = [
			(id(Ferdie), Has::Locked(TOKEN), -102_000),
			(id(Ferdie), Has::Unlocked(TOKEN), 102_000 - 6 * 1_020),
			(id(Dave), Has::Earned(TOKEN), 6 * 790),
			(id(Dave), Has::Staked, -MOST),
			(id(Dave), Has::Slashed, MOST),
		];
		let each = each.map(|(who, how, change)| (who, how, change * i128::from(many)));
		// One award he did not confirm before that.
		let award = [(id(Dave), Has::Staked, -FAULT), (id(Dave), Has::Slashed, FAULT)];
		let changes: Vec<_> = each.into_iter().chain(award).collect();
		before.expect(Dave, changes.clone());

		// Once all are closed he is heard again, and nothing is back.
		for lease in active.iter().copied() {
			let state = pallet_leases::Leases::<Runtime>::get(lease).unwrap().state;
			if !matches!(state, pallet_leases::LeaseState::Closed { .. }) {
				act(Dave, Leases::confirm_closed { lease });
			}
		}
		assert!(!crate::Leases::is_draining(&id(Dave)));
		attest(Unhealthy::None);
		skip(1);
		before.expect(Dave, changes);
	});
}
