//! `do_try_state` notices what is wrong.

use crate::{mock::*, *};
use frame_support::assert_ok;
use spheron_primitives::{traits::Drain, traits::DrainReason, BigEndian, LeaseId};

/// Play `spoil` on a lease in service and expect an error that says `what`.
fn refused(what: &'static str, spoil: impl FnOnce(LeaseId)) {
	ExtBuilder.build().execute_with(|| {
		let id = Order::default().active();
		run(10);
		assert_ok!(LeasesPallet::do_try_state());
		spoil(id);
		let error: &'static str = LeasesPallet::do_try_state().unwrap_err().into();
		assert_eq!(error, what);
	});
}

fn change(id: LeaseId, change: impl FnOnce(&mut LeaseOf<Test>)) {
	Leases::<Test>::mutate(id, |lease| change(lease.as_mut().unwrap()));
}

#[test]
fn a_lock_that_is_not_the_cost_of_the_service() {
	refused("a lease does not have locked what its service costs", |id| {
		change(id, |lease| lease.locked += 1);
	});
}

#[test]
fn funds_in_a_lease_that_has_ended() {
	refused("a lease does not have locked what its service costs", |id| {
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		change(id, |lease| lease.locked = 1);
	});
}

#[test]
fn more_paid_than_served() {
	refused("a lease was charged for more than was served", |id| {
		change(id, |lease| {
			lease.paid = lease.rates.charge(1_000_000).unwrap();
			lease.locked = lease.unpaid().unwrap();
		});
	});
}

#[test]
fn a_lock_that_the_escrow_does_not_have() {
	refused("locks are not covered by the escrow", |_| {
		Locked::mutate((TENANT, USD), |locked| *locked -= 1);
	});
}

#[test]
fn capacity_that_no_lease_needs() {
	refused("what is reserved of a provider is not what its leases need", |_| {
		Reserved::insert(PROVIDER, resources_of(2));
	});
}

#[test]
fn a_deadline_in_service_that_is_missing() {
	refused("a lease is not where it is filed in service time", |id| {
		let clock = BigEndian(lease(id).service_deadline.unwrap());
		ServiceDeadlines::<Test>::remove((PROVIDER, clock, BigEndian(id.0)));
	});
}

#[test]
fn a_deadline_in_block_time_too_many() {
	refused("a deadline in block time that its owner does not know", |id| {
		BlockDeadlines::<Test>::insert(BigEndian(99), DeadlineItem::Lease(id), ());
	});
}

#[test]
fn a_provider_without_its_deadline() {
	refused("a provider lacks its deadline, or has one", |_| {
		let entry = ProviderDeadlines::<Test>::take(PROVIDER).unwrap();
		let item = DeadlineItem::Provider(PROVIDER);
		BlockDeadlines::<Test>::remove(BigEndian(entry.filed), item);
	});
}

#[test]
fn a_provider_filed_too_late() {
	refused("a provider is filed later than what is due of it", |_| {
		let ProviderDeadline { filed, since } = ProviderDeadlines::<Test>::get(PROVIDER).unwrap();
		let item = DeadlineItem::Provider(PROVIDER);
		BlockDeadlines::<Test>::swap(BigEndian(filed), &item, BigEndian(filed + 1), &item);
		ProviderDeadlines::<Test>::insert(PROVIDER, ProviderDeadline { filed: filed + 1, since });
	});
}

#[test]
fn a_lease_that_is_not_indexed() {
	refused("the index of leases does not agree with a state", |id| {
		ByProvider::<Test>::remove(PROVIDER, BigEndian(id.0));
	});
}

#[test]
fn a_list_of_leases_off_the_clock_that_is_wrong() {
	refused("the list of leases off the clock does not agree with a lease", |id| {
		OffClock::<Test>::mutate(PROVIDER, |off| off.try_insert(id).unwrap());
	});
}

#[test]
fn a_draining_without_leases() {
	refused("a provider without leases is being drained", |_| {
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		let state = Draining::<Test>::get(PROVIDER).unwrap();
		Draining::<Test>::insert(STRANGER, state);
	});
}

#[test]
fn an_outage_in_a_draining_for_something_else() {
	refused("a draining counts an outage that it is not for", |_| {
		LeasesPallet::drain(&PROVIDER, DrainReason::Slashed);
		Draining::<Test>::mutate(PROVIDER, |drain| drain.as_mut().unwrap().down = Some(1));
	});
}

#[test]
fn an_offer_of_what_is_not_in_service() {
	refused("on offer without being active", |id| {
		assert_ok!(LeasesPallet::close(signed(TENANT), id));
		change(id, |lease| lease.offered_to = Some(STRANGER));
	});
}

#[test]
fn an_offer_to_the_tenant_itself() {
	refused("a lease is on offer to its own tenant", |id| {
		change(id, |lease| lease.offered_to = Some(TENANT));
	});
}

#[test]
fn an_id_that_was_not_given() {
	refused("a lease has an id that was not given yet", |_| {
		NextLeaseId::<Test>::put(LeaseId(0));
	});
}

/// Play `spoil` on a lease with an accepted update and expect an error that says `what`.
fn refused_with_update(what: &'static str, spoil: impl FnOnce(&mut PendingUpdate)) {
	refused(what, |id| {
		deposit(TENANT, &USD, 10 * FUNDS);
		assert_ok!(request(id, 3, 2_000_000));
		assert_ok!(LeasesPallet::accept_update(signed(PROVIDER), id, asked(id), 1_500_000));
		assert_ok!(LeasesPallet::do_try_state());
		change(id, |lease| spoil(lease.update.as_mut().unwrap()));
	});
}

#[test]
fn an_update_without_its_state_or_the_other_way_round() {
	let what = "a lease has an update without being updating, or none";
	refused(what, |id| {
		assert_ok!(request(id, 3, 1));
		change(id, |lease| lease.update = None);
	});
	refused(what, |id| {
		assert_ok!(request(id, 3, 1));
		let update = lease(id).update;
		assert_ok!(LeasesPallet::refuse_update(signed(PROVIDER), id));
		change(id, |lease| lease.update = update);
	});
}

#[test]
fn a_lock_that_an_update_could_exceed() {
	refused_with_update("a lease does not have locked what its service costs", |update| {
		update.max_price += 1_800;
	});
}

#[test]
fn a_price_that_was_not_asked_for() {
	let what = "an update was accepted at no price it allows";
	refused_with_update(what, |update| update.price = Some(2_000_001));
	refused_with_update(what, |update| update.price = Some(0));
}

#[test]
fn an_increase_that_is_not_reserved() {
	let what = "what is reserved of a provider is not what its leases need";
	refused_with_update(what, |update| update.resources = resources_of(4));
	refused_with_update(what, |update| update.price = None);
}

#[test]
fn service_before_a_request_that_was_not_there() {
	refused("an update was asked for after more service than there was", |id| {
		deposit(TENANT, &USD, FUNDS);
		assert_ok!(request(id, 3, 1));
		change(id, |lease| lease.update.as_mut().unwrap().served = 11);
	});
}

#[test]
fn an_offer_of_what_is_being_updated() {
	refused("on offer without being active", |id| {
		assert_ok!(request(id, 3, 1));
		change(id, |lease| lease.offered_to = Some(STRANGER));
	});
}

#[test]
fn a_record_that_counts_too_little_or_makes_no_sense() {
	refused("a record counts less than there is", |_| Records::<Test>::remove(PROVIDER));
	refused("a provider activated more than it confirmed", |_| {
		let record = ActivationRecord { confirmed: 0, activated: 1 };
		Records::<Test>::insert(STRANGER, record);
	});
}
