//! Eras is told of every fault, and of the part of rewards that misconduct costs (X2, S4).

use super::*;

#[test]
fn a_fault_with_an_award_is_told() {
	for fault in [Fault::Unconfirmed, Fault::NoCapacity] {
		ExtBuilder.build_and_execute(|| {
			// With or without stake.
			Staking::fault(&PROVIDER, fault, &order(), Now::get());
			assert_eq!(FaultLog::get(), [(PROVIDER, None)]);
		});
	}
}

#[test]
fn an_outage_is_told() {
	ExtBuilder.build_and_execute(|| {
		Staking::outage(&PROVIDER, &order(), 0, victim(7, TENANTS[0], 0));
		assert_eq!(FaultLog::get(), [(PROVIDER, None)]);
	});
}

#[test]
fn misconduct_is_told_with_its_part() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(bond(PROVIDER, 100));
		let part = Perbill::from_percent(30);
		assert_ok!(slash(part));
		assert_eq!(FaultLog::get(), [(PROVIDER, None), (PROVIDER, Some(part))]);
	});
}
