use super::*;

fn more() -> Resources {
	resources(20_000, &[("a100", 8)])
}

#[test]
fn the_request_waits_and_nothing_else_changes() {
	for state in [registered, active, in_maintenance, suspended] {
		ExtBuilder::default().build_and_execute(|| {
			state();
			let before = (status(DAVE), UsageLog::get());
			events();
			assert_ok!(request(DAVE, more(), "high"));
			let asked =
				CapacityRequest { capacity: more(), cpu_class: text("high"), at: Now::get() };
			assert_eq!(CapacityRequests::<Test>::get(DAVE), Some(asked.clone()));
			assert_eq!((status(DAVE), UsageLog::get()), before);
			assert_eq!(Registry::capacity(&DAVE), Some(capacity()));
			let requested = Event::CapacityRequested {
				provider: DAVE,
				request: asked.hash(),
				capacity: more(),
				cpu_class: text("high"),
			};
			assert_eq!(events(), [requested]);
		});
	}
}

#[test]
fn there_is_one_at_a_time() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(request(DAVE, more(), "high"));
		assert_noop!(request(DAVE, more(), "medium"), Error::<Test>::CapacityRequestPending);
	});
}

#[test]
fn the_same_as_before_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(request(DAVE, capacity(), "medium"), Error::<Test>::NothingToChange);
		assert_ok!(request(DAVE, capacity(), "high"));
	});
}

#[test]
fn what_a_proposal_could_not_say_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		for (capacity, class, error) in [
			(Resources::default(), "high", Error::<Test>::EmptyCapacity),
			(resources(1, &[("a100", 0)]), "high", Error::ModelWithoutGpus),
			(resources(1, &[("h100", 1)]), "high", Error::UnknownGpuModel),
			(resources(1, &[]), "quantum", Error::UnknownCpuClass),
		] {
			assert_noop!(request(DAVE, capacity, class), error);
		}
	});
}

#[test]
fn who_is_leaving_gets_no_more() {
	ExtBuilder::default().build_and_execute(|| {
		leaving();
		assert_noop!(request(DAVE, more(), "high"), Error::<Test>::Leaving);
	});
}

#[test]
fn who_is_not_admitted_changes_its_proposal_instead() {
	for state in NOT_ADMITTED {
		ExtBuilder::default().build_and_execute(|| {
			state();
			assert_noop!(request(DAVE, more(), "high"), Error::<Test>::NotAdmitted);
		});
	}
}

#[test]
fn the_operator_cannot_ask() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_noop!(request(DAVES_OPERATOR, more(), "high"), Error::<Test>::NotAdmitted);
		let unsigned = RuntimeOrigin::none();
		assert_noop!(Registry::request_capacity(unsigned, more(), text("high")), BadOrigin);
	});
}
