//! What others ask about maintenance.

use super::*;
use proptest::prelude::*;
use spheron_primitives::MaintenanceWindow;

#[test]
fn the_window_before_the_last_is_still_known() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(announce(DAVE, 200..300));
		Now::set(300);
		assert_ok!(announce(DAVE, 400..500));
		let window = |n| Registry::maintenance(&DAVE, n).map(|window| window.starts_at);
		assert_eq!(
			[199, 200, 399, 400, 900].map(window),
			[None, Some(200), Some(200), Some(400), Some(400)]
		);
		let last = MaintenanceWindow { starts_at: 200, ends_at: 300 };
		assert_eq!(Registry::maintenance(&DAVE, 350), Some(last));
		assert!(Registry::in_maintenance(&DAVE, 299) && !Registry::in_maintenance(&DAVE, 300));
	});
}

#[test]
fn who_is_not_admitted_is_never_in_maintenance() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_eq!(Registry::maintenance(&DAVE, u32::MAX), None);
			assert_eq!(Registry::maintained(&DAVE, u32::MAX), 0);
		});
	}
}

#[derive(Clone, Copy, Debug)]
enum Step {
	Announce(u32, u32),
	Cancel,
	End,
	SuspendAndReinstate,
	Pass(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
	let step = prop_oneof![
		3 => (0..6u32, 1..8u32).prop_map(|(ahead, length)| Step::Announce(ahead, length)),
		1 => Just(Step::Cancel),
		1 => Just(Step::End),
		1 => Just(Step::SuspendAndReinstate),
		6 => (1..9u32).prop_map(Step::Pass),
	];
	prop::collection::vec(step, 1..60)
}

fn act(step: Step) {
	let dave = || RuntimeOrigin::signed(DAVE);
	let starts_at = |ahead| Now::get() + 1 + ahead;
	// Refusals are part of the game.
	let _ = match step {
		Step::Announce(ahead, length) => {
			announce(DAVE, starts_at(ahead)..starts_at(ahead) + length)
		}
		Step::Cancel => Registry::cancel_maintenance(dave()),
		Step::End => Registry::end_maintenance(dave()),
		Step::SuspendAndReinstate => suspend(DAVE).and_then(|()| reinstate(DAVE)),
		Step::Pass(_) => Ok(()),
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever the provider does, the answers about a block that is over are what was the case in
	/// it, and what was counted is what was seen.
	#[test]
	fn the_windows_say_what_was_the_case(steps in steps()) {
		ExtBuilder::default().build_and_execute(|| {
			active();
			MaintenanceNotice::set(1);
			let mut seen = Vec::new();
			for step in steps {
				act(step);
				for _ in 0..if let Step::Pass(blocks) = step { blocks } else { 0 } {
					let now = Now::get();
					let maintenance = status(DAVE) == Some(ProviderStatus::Maintenance);
					assert_eq!(Registry::in_maintenance(&DAVE, now), maintenance);
					seen.push(maintenance);
					pass(1);
				}
				let count = seen.iter().filter(|maintenance| **maintenance).count() as u32;
				assert_eq!(Registry::maintained(&DAVE, Now::get()), count);
				if let Some(last) = Registry::maintenance(&DAVE, Now::get() - 1) {
					let from = last.starts_at;
					for n in from..Now::get() {
						// Blocks are counted from 1.
						let was = seen[n as usize - 1];
						assert_eq!(Registry::in_maintenance(&DAVE, n), was, "at {n}");
					}
				}
				assert_ok!(Registry::do_try_state());
			}
		});
	}
}
