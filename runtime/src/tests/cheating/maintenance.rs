//! Maintenance announced for the sake of an outage: before it, in it, at its end, over and over (R3,
//! L5).

use super::{
	attended::{attended, attest, closed, ended, lost, not_heard, on_hours, silence, PERIOD, WAYS},
	*,
};
use crate::{
	dynamic_params::{market::OutageLimit, registry::MaintenanceNotice},
	Eras, DAYS, HOURS,
};
use frame_support::traits::Get;
use pallet_attestation::Unhealthy;
use pallet_leases::EndReason;
use pallet_registry::Error;
use spheron_primitives::traits::OpenBlocks;

type Refusal = Error<Runtime>;

/// What is always said of a lease that an outage ends in this block.
fn outage_now() -> Option<(EndReason, u32)> {
	Some((EndReason::Outage, Eras::now()))
}

/// A maintenance of `blocks` that begins `ahead`.
fn announce(ahead: u32, blocks: u32) -> Registry {
	let starts_at = Eras::now() + ahead;
	Registry::announce_maintenance { starts_at, ends_at: starts_at + blocks }
}

/// Dave announces one of `blocks`, as early as he may.
fn announced(blocks: u32) {
	refused(Dave, announce(HOURS - 1, blocks), Refusal::MaintenanceTooSoon);
	act(Dave, announce(HOURS, blocks));
}

/// It begins in the last block of the hour, and lasts for that block. From its end on there is an hour
/// left, and no other maintenance begins before that is over.
#[test]
fn one_announced_before_an_outage_gains_an_hour_once() {
	for way in WAYS {
		on_hours(|| {
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD - 1);
			announced(1);
			skip(1);
			attest(way(lease));
			skip(HOURS - 1);
			refused(Dave, announce(HOURS, DAYS), Refusal::MaintenanceAnnounced);
			skip(1);
			assert_eq!(ended(lease), None);
			announced(DAYS);
			skip(HOURS - 1);
			assert_eq!(ended(lease), None);
			skip(1);
			assert_eq!(ended(lease), outage_now());
			// Two hours and none of them paid; and the one that was an outage costs what it always does.
			before.expect(Dave, lost(150));
		});
	}
}

/// From the block in which the outage begins to the last one in which it is none yet.
#[test]
fn one_announced_in_an_outage_comes_too_late() {
	for (way, after) in WAYS.into_iter().flat_map(|way| [0, 1, 900, 1_799].map(|at| (way, at))) {
		on_hours(|| {
			assert!(MaintenanceNotice::get() >= OutageLimit::get());
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD);
			attest(way(lease));
			if after > 0 {
				skip(after);
			}
			announced(7 * DAYS);
			if after < HOURS - 1 {
				skip(HOURS - 1 - after);
			}
			assert_eq!(ended(lease), None);
			skip(1);
			assert_eq!(ended(lease), outage_now());
			before.expect(Dave, lost(150));
		});
	}
}

/// To cancel one and announce another only makes it come later.
#[test]
fn one_announced_in_the_place_of_another_comes_too_late() {
	for way in WAYS {
		on_hours(|| {
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD - 1);
			announced(DAYS);
			skip(1);
			attest(way(lease));
			skip(1_000);
			act(Dave, Registry::cancel_maintenance {});
			announced(7 * DAYS);
			skip(HOURS - 1_000);
			assert_eq!(ended(lease), outage_now());
			before.expect(Dave, lost(150));
		});
	}
}

/// It is ended early, so that the next can be announced: the hour is over when that begins.
#[test]
fn one_after_the_other_gains_nothing_at_the_end_of_the_first() {
	for way in WAYS {
		on_hours(|| {
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD - 1);
			announced(DAYS);
			skip(1);
			attest(way(lease));
			skip(2_000);
			refused(Dave, announce(HOURS, DAYS), Refusal::MaintenanceAnnounced);
			act(Dave, Registry::end_maintenance {});
			refused(Dave, Registry::end_maintenance {}, Refusal::NotInMaintenance);
			announced(DAYS);
			skip(HOURS - 1);
			assert_eq!(ended(lease), None);
			skip(1);
			assert_eq!(ended(lease), outage_now());
			before.expect(Dave, lost(150));
		});
	}
}

/// Nor where a motion has made the notice shorter than an outage may last: between two of them there is
/// time for one (126).
#[test]
fn short_ones_one_after_the_other_put_an_outage_off_once() {
	const FAST_PERIOD: u32 = 6;
	for way in WAYS {
		on_market(|| {
			let (notice, limit) = (MaintenanceNotice::get(), OutageLimit::get());
			assert!(notice < limit);
			silence();
			let lease = attended();
			skip(FAST_PERIOD);
			attest(way(lease));
			act(Dave, announce(notice, 1));
			skip(notice + 1);
			refused(Dave, announce(limit - 1, 1), Refusal::MaintenanceTooSoon);
			act(Dave, announce(limit, 1));
			skip(limit - 1);
			assert_eq!(ended(lease), None);
			skip(1);
			assert_eq!(ended(lease), outage_now());
		});
	}
}

/// What Dave gains in it is time alone: he is not paid, and his tenant goes when it likes, with all that
/// was not served.
#[test]
fn nobody_pays_or_waits_for_who_is_dark_in_maintenance() {
	for way in WAYS {
		on_hours(|| {
			let lease = attended();
			let before = Standing::now();
			skip(PERIOD - 1);
			announced(7 * DAYS);
			skip(1);
			attest(way(lease));
			skip(3 * DAYS);
			act(Ferdie, Leases::close { lease });
			assert_eq!(ended(lease), Some((EndReason::TenantClosed, Eras::now())));
			before.expect(Dave, closed(150));
		});
	}
}

/// The hour is over a block before it begins; only the hook has had no room to say so, because the
/// leases of others are due. To come late puts nothing off (110, 121).
#[test]
fn one_that_begins_before_there_was_room_to_close_the_leases_puts_nothing_off() {
	on_hours(|| {
		let lease = attended();
		skip(PERIOD);
		attest(Unhealthy::All);
		skip(1);
		announced(DAYS);
		skip(HOURS - 2);
		assert_eq!(ended(lease), None);
		// As if there had been no room in the three blocks that follow, the third of them in it.
		pallet_eras::Now::<Runtime>::mutate(|now| *now += 3);
		not_heard(Unhealthy::None);
		skip(1);
		assert_eq!(ended(lease).map(|(reason, _)| reason), Some(EndReason::Outage));
	});
}
