//! O3, O4: bids, and why they are refused.

use super::*;
use crate::MAX_BIDS;
use std::collections::BTreeSet;

/// The event of a bid of `provider`, with what it has.
fn placed(order: OrderId, provider: u64, price: Balance, rank: u32) -> Event<Test> {
	let machine = Machines::get(provider).unwrap();
	let (tier, stake) = (machine.tier.unwrap(), machine.stake);
	Event::BidPlaced { order, provider, price, tier, stake, rank }
}

fn providers(ids: impl IntoIterator<Item = u64>) -> BTreeSet<u64> {
	ids.into_iter().collect()
}

#[test]
fn is_kept_sorted_best_first() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		events();
		bid(id, 1, 1_500);
		bid(id, 2, 1_800);
		bid(id, 3, 1_000);
		bid(id, 4, 1_600);
		assert_eq!(bidders(id), vec![3, 1, 4, 2]);
		let placed = |provider, price, rank| placed(id, provider, price, rank);
		assert_eq!(
			events(),
			vec![
				placed(1, 1_500, 0),
				placed(2, 1_800, 1),
				placed(3, 1_000, 0),
				placed(4, 1_600, 2)
			]
		);
	});
}

#[test]
fn pays_no_fee_if_it_takes_the_lead() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		assert_eq!(bid(id, 1, 1_500), Pays::No);
		assert_eq!(bid(id, 2, 1_500), Pays::Yes);
		assert_eq!(bid(id, 3, 1_499), Pays::No);
		assert_eq!(bid(id, 4, 1_500), Pays::Yes);
	});
}

#[test]
fn ties_go_to_the_larger_stake_then_to_the_earlier_bid() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		set(3, |machine| machine.stake = 101);
		for provider in 1..=4 {
			bid(id, provider, 1_500);
		}
		assert_eq!(bidders(id), vec![3, 1, 2, 4]);
	});
}

#[test]
fn counts_tier_and_stake_as_they_were_when_it_was_made() {
	ExtBuilder.build_and_execute(|| {
		let id = order_of(OrderSpec { strategy: Strategy::MostTrusted, ..spec() });
		bid(id, 1, 1_000);
		set(2, |machine| machine.tier = Some(Tier::Tier3));
		bid(id, 2, 1_000);
		set(1, |machine| machine.tier = Some(Tier::Tier1));
		set(3, |machine| machine.tier = Some(Tier::Tier2));
		bid(id, 3, 1_800);
		assert_eq!(bidders(id), vec![3, 2, 1]);
	});
}

#[test]
fn drops_the_worst_of_a_full_list() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		for provider in 1..=8 {
			bid(id, provider, 1_000 + Balance::from(provider));
		}
		events();
		bid(id, 9, 1_007);
		assert_eq!(bidders(id), vec![1, 2, 3, 4, 5, 6, 7, 9]);
		assert_eq!(
			events(),
			vec![Event::BidDropped { order: id, provider: 8 }, placed(id, 9, 1_007, 7),]
		);
		// One that was dropped may come back with a better price.
		bid(id, 8, 1_000);
		assert_eq!(bidders(id), vec![8, 1, 2, 3, 4, 5, 6, 7]);
	});
}

#[test]
fn is_refused_if_the_list_is_full_of_better_ones() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		for provider in 1..=8 {
			bid(id, provider, 1_000);
		}
		refused(id, 9, 1_001, E::ListFull);
		// As good, but later.
		refused(id, 9, 1_000, E::ListFull);
		set(9, |machine| machine.stake = 101);
		bid(id, 9, 1_000);
		assert_eq!(bidders(id), vec![9, 1, 2, 3, 4, 5, 6, 7]);
	});
}

#[test]
fn as_many_are_kept_as_the_parameter_says_within_its_bounds() {
	for (parameter, kept) in [(0, 1), (1, 1), (3, 3), (16, 16), (u32::MAX, MAX_BIDS as u64)] {
		ExtBuilder.build_and_execute(|| {
			Kept::set(parameter);
			let id = order();
			for provider in 1..=kept {
				bid(id, provider, 1_000);
			}
			refused(id, kept + 1, 1_000, E::ListFull);
		});
	}
}

#[test]
fn as_many_are_kept_as_the_parameter_said_when_the_order_was_created() {
	for parameter in [3, MAX_BIDS] {
		ExtBuilder.build_and_execute(|| {
			let id = order();
			Kept::set(parameter);
			for provider in 1..=8 {
				bid(id, provider, 1_000);
			}
			refused(id, 9, 1_000, E::ListFull);
			bid(id, 9, 999);
			assert_eq!(bidders(id), vec![9, 1, 2, 3, 4, 5, 6, 7]);
		});
	}
}

#[test]
fn that_takes_the_lead_pays_if_as_many_have_led_as_are_kept() {
	ExtBuilder.build_and_execute(|| {
		Kept::set(3);
		let id = order();
		// Four who outbid each other: whoever was dropped comes back at once.
		let mut price = 1_800;
		let mut lead = |provider| {
			price -= 1;
			let pays = bid(id, provider, price);
			assert_eq!(bidders(id)[0], provider);
			pays
		};
		assert_eq!([1, 2, 3].map(&mut lead), [Pays::No; 3]);
		for _ in 0..5 {
			assert_eq!([4, 1, 2, 3].map(&mut lead), [Pays::Yes; 4]);
		}
		// Each order counts its own.
		assert_eq!(bid(order(), 4, 1_000), Pays::No);
	});
}

#[test]
fn that_does_not_take_the_lead_uses_up_no_free_one() {
	ExtBuilder.build_and_execute(|| {
		Kept::set(2);
		let id = order();
		assert_eq!(bid(id, 1, 1_000), Pays::No);
		assert_eq!(bid(id, 2, 1_500), Pays::Yes);
		assert_eq!(bid(id, 3, 1_400), Pays::Yes);
		assert_eq!(bid(id, 4, 999), Pays::No);
		assert_eq!(bid(id, 5, 998), Pays::Yes);
	});
}

#[test]
fn that_was_dropped_can_be_made_again_as_if_it_were_the_first() {
	ExtBuilder.build_and_execute(|| {
		Kept::set(1);
		let id = order();
		bid(id, 1, 1_000);
		bid(id, 2, 999);
		refused(id, 1, 999, E::ListFull);
		set(2, |machine| machine.unfit = Some(Unfit::NoCapacity));
		refused(id, 2, 900, E::AlreadyBid);
		set(1, |machine| machine.unfit = Some(Unfit::NoCapacity));
		refused(id, 1, 998, E::NoCapacity);
		set(1, |machine| machine.unfit = None);
		bid(id, 1, 998);
		assert_eq!(bidders(id), vec![1]);
	});
}

#[test]
fn is_taken_in_the_orders_block_and_in_both_of_the_window_but_no_later() {
	for (block, taken) in [(1, true), (2, true), (3, true), (4, false), (5, false)] {
		ExtBuilder.build_and_execute(|| {
			let id = order();
			// Time passes without hooks, as if the match found no room.
			Now::set(block);
			match taken {
				true => assert_eq!(bid(id, 1, 1_000), Pays::No),
				false => refused(id, 1, 1_000, E::WindowClosed),
			}
		});
	}
}

#[test]
fn is_taken_for_one_block_after_the_orders_if_the_window_is_one() {
	ExtBuilder.build_and_execute(|| {
		Window::set(1);
		let id = order();
		Now::set(2);
		bid(id, 1, 1_000);
		Now::set(3);
		refused(id, 2, 1_000, E::WindowClosed);
	});
}

#[test]
fn is_refused_once_the_order_is_awarded() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		run_to(4);
		// Even if a runner-up is called on within what was the window.
		Now::set(1);
		refused(id, 2, 1_000, E::WindowClosed);
		Now::set(4);
	});
}

#[test]
fn is_refused_for_an_unknown_order() {
	ExtBuilder.build_and_execute(|| refused(OrderId(0), 1, 1_000, E::UnknownOrder));
}

#[test]
fn is_refused_at_price_zero() {
	ExtBuilder.build_and_execute(|| refused(order(), 1, 0, E::ZeroPrice));
}

#[test]
fn is_refused_above_the_max_price() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		refused(id, 1, 1_801, E::PriceTooHigh);
		bid(id, 1, 1_800);
	});
}

#[test]
fn is_refused_while_the_leases_of_the_provider_are_being_closed() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		Draining::set(vec![1]);
		refused(id, 1, 1_000, E::ProviderNotActive);
		Draining::set(vec![]);
		bid(id, 1, 1_000);
	});
}

#[test]
fn is_refused_if_not_signed_by_the_operator_of_the_provider() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		// The provider's own account, another provider's operator, a stranger, the tenant.
		for who in [1, operator(2), 999, TENANT] {
			assert_noop!(bid_as(who, id, 1, 1_000), E::NotTheOperator);
		}
		// Of nobody who provides anything, nobody is the operator.
		assert_noop!(bid_as(operator(99), id, 99, 1_000), E::NotTheOperator);
	});
}

/// A key that serves several providers bids for the one that it names.
#[test]
fn one_operator_can_bid_for_several_providers() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		assert_ok!(bid_as(SHARED_OPERATOR, id, 1, 1_000));
		assert_ok!(bid_as(SHARED_OPERATOR, id, 2, 900));
		assert_eq!(bidders(id), [2, 1]);
		assert_noop!(bid_as(SHARED_OPERATOR, id, 2, 800), E::AlreadyBid);
	});
}

#[test]
fn is_refused_from_the_deny_list() {
	ExtBuilder.build_and_execute(|| {
		let id = order_of(OrderSpec { deny: providers([1]).try_into().unwrap(), ..spec() });
		refused(id, 1, 1_000, E::ProviderDenied);
		bid(id, 2, 1_000);
	});
}

#[test]
fn is_refused_if_there_is_an_allow_list_without_the_provider() {
	ExtBuilder.build_and_execute(|| {
		let allow = Some(providers([1, 3]).try_into().unwrap());
		let id = order_of(OrderSpec { allow, ..spec() });
		refused(id, 2, 1_000, E::ProviderNotAllowed);
		bid(id, 1, 1_000);
	});
}

#[test]
fn is_refused_a_second_time() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		bid(id, 1, 1_000);
		refused(id, 1, 900, E::AlreadyBid);
	});
}

#[test]
fn is_refused_from_a_tier_not_accepted() {
	ExtBuilder.build_and_execute(|| {
		let tiers = BTreeSet::from([Tier::Tier1, Tier::Tier2]).try_into().unwrap();
		let id = order_of(OrderSpec { tiers, ..spec() });
		refused(id, 1, 1_000, E::WrongTier);
		set(1, |machine| machine.tier = Some(Tier::Tier2));
		bid(id, 1, 1_000);
	});
}

#[test]
fn is_refused_from_a_provider_without_a_tier() {
	ExtBuilder.build_and_execute(|| {
		set(1, |machine| machine.tier = None);
		refused(order(), 1, 1_000, E::ProviderNotActive);
	});
}

#[test]
fn is_refused_without_backing() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		for (unbacked, error) in
			[(Unbacked::StakeTooLow, E::StakeTooLow), (Unbacked::TooManyFaults, E::TooManyFaults)]
		{
			set(1, |machine| machine.unbacked = Some(unbacked));
			refused(id, 1, 1_000, error);
		}
	});
}

#[test]
fn is_refused_if_the_provider_does_not_fit() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		for (unfit, error) in [
			(Unfit::NotActive, E::ProviderNotActive),
			(Unfit::WrongMode, E::WrongMode),
			(Unfit::WrongRegion, E::WrongRegion),
			(Unfit::MissingAttribute, E::MissingAttribute),
			(Unfit::TokenNotAccepted, E::TokenNotAccepted),
			(Unfit::NoCapacity, E::NoCapacity),
		] {
			set(1, |machine| machine.unfit = Some(unfit));
			refused(id, 1, 1_000, error);
		}
	});
}

#[test]
fn is_refused_without_free_capacity() {
	ExtBuilder.build_and_execute(|| {
		fill(1);
		refused(order(), 1, 1_000, E::NoCapacity);
	});
}

#[test]
fn must_be_signed() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		assert_noop!(
			Orders::bid(RuntimeOrigin::root(), id, 1, 1_000),
			sp_runtime::DispatchError::BadOrigin
		);
	});
}
