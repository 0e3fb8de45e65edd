//! O1, O2, E2, F6: creating an order.

use super::*;
use crate::{Config, WeightInfo, MAX_BIDS};
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use sp_runtime::DispatchError;
use spheron_primitives::{resources::Gpus, Mode, Region, Service};

fn region(name: &str) -> Region {
	name.as_bytes().to_vec().try_into().unwrap()
}

/// Creating an order whose spec was changed so must fail with `error`.
fn wrong(error: E, change: impl FnOnce(&mut OrderSpec<u64>)) {
	ExtBuilder.build_and_execute(|| {
		let mut spec = spec();
		change(&mut spec);
		assert_noop!(create(TENANT, spec), error);
	});
}

fn wrong_service(error: E, service: Service) {
	wrong(error, |spec| spec.services.try_push(service).unwrap());
}

#[test]
fn locks_the_worst_case_and_takes_bids() {
	ExtBuilder.build_and_execute(|| {
		run_to(10);
		let id = order();
		assert_eq!(wallet(), (FUNDS - LOCK, LOCK));
		let expected = Order {
			tenant: TENANT,
			spec: spec(),
			resources: need(),
			footprint: footprint(1),
			rates: OtherRates::get(),
			locked: LOCK,
			bids_kept: 8,
			closes_at: 12,
			state: OrderState::Open { match_at: 13 },
		};
		assert_eq!(OrdersMap::<Test>::get(id), Some(expected));
		assert!(due_at(id, 13));
		assert_eq!(
			events(),
			vec![Event::OrderCreated {
				order: id,
				tenant: TENANT,
				spec: Box::new(spec()),
				rates: OtherRates::get(),
				locked: LOCK,
				footprint: footprint(1),
				bids_kept: 8,
				closes_at: 12,
			}]
		);
	});
}

#[test]
fn spon_has_no_user_fee() {
	ExtBuilder.build_and_execute(|| {
		order_of(OrderSpec { token: Token::Native, ..spec() });
		assert_eq!(Wallets::get((TENANT, Token::Native)), (FUNDS - 1_800, 1_800));
	});
}

#[test]
fn keeps_the_rates_in_force_at_the_order() {
	ExtBuilder.build_and_execute(|| {
		let id = order();
		let before = OtherRates::get();
		OtherRates::set(Default::default());
		bid(id, 1, 1_000);
		run_to(4);
		assert_eq!(Opened::get()[0].rates, before);
		OtherRates::set(before);
	});
}

#[test]
fn ids_are_given_in_sequence() {
	ExtBuilder.build_and_execute(|| {
		assert_eq!((order(), order(), order()), (OrderId(0), OrderId(1), OrderId(2)));
	});
}

#[test]
fn several_services_add_up() {
	ExtBuilder.build_and_execute(|| {
		let mut wanted = spec();
		let gpu = Some(Gpus { model: model("rtx4090"), count: 2 });
		wanted.services.try_push(Service { gpu, replicas: 3, ..service() }).unwrap();
		let resources = OrdersMap::<Test>::get(order_of(wanted)).unwrap().resources;
		assert_eq!(resources.vcpu_millis, 4_000);
		assert_eq!(resources.gpus.get(&model("rtx4090")), Some(&6));
	});
}

#[test]
fn counts_against_the_bracket() {
	ExtBuilder.build_and_execute(|| {
		order();
		assert_eq!(used(), footprint(1));
		order();
		assert_eq!(used(), footprint(2));
	});
}

#[test]
fn gpus_count_as_the_catalogue_has_them_at_the_order() {
	ExtBuilder.build_and_execute(|| {
		let gpu = Some(Gpus { model: model("rtx4090"), count: 2 });
		let services = vec![Service { gpu, replicas: 3, ..service() }].try_into().unwrap();
		let id = order_of(OrderSpec { services, ..spec() });
		let counted = Footprint { gpu_units: 6 * 150, ..footprint(3) };
		assert_eq!(used(), counted);
		GpuMultiplier::set(300);
		assert_eq!(OrdersMap::<Test>::get(id).unwrap().footprint, counted);
		assert_ok!(Orders::cancel(RuntimeOrigin::signed(TENANT), id));
		assert_eq!(used(), footprint(0));
	});
}

#[test]
fn the_window_is_one_or_two_blocks_whatever_the_parameter() {
	for (parameter, window) in [(0, 1), (1, 1), (2, 2), (3, 2), (u32::MAX, 2)] {
		ExtBuilder.build_and_execute(|| {
			Window::set(parameter);
			assert_eq!(OrdersMap::<Test>::get(order()).unwrap().closes_at, 1 + window);
		});
	}
}

#[test]
fn needs_a_service() {
	wrong(E::NoServices, |spec| spec.services = Default::default());
}

#[test]
fn every_service_needs_vcpu() {
	wrong_service(E::ZeroVcpu, Service { vcpu_millis: 0, ..service() });
}

#[test]
fn every_service_needs_ram() {
	wrong_service(E::ZeroRam, Service { ram_mib: 0, ..service() });
}

#[test]
fn every_service_needs_a_replica() {
	wrong_service(E::ZeroReplicas, Service { replicas: 0, ..service() });
}

#[test]
fn a_gpu_model_needs_a_count() {
	let gpu = Some(Gpus { model: model("rtx4090"), count: 0 });
	wrong_service(E::ZeroGpus, Service { gpu, ..service() });
}

#[test]
fn storage_may_be_zero() {
	ExtBuilder.build_and_execute(|| {
		let services = vec![Service { storage_gib: 0, ..service() }].try_into().unwrap();
		order_of(OrderSpec { services, ..spec() });
	});
}

#[test]
fn resources_must_be_countable() {
	let gpu = Some(Gpus { model: model("rtx4090"), count: u32::MAX });
	wrong_service(E::ResourcesOutOfRange, Service { gpu, replicas: 2, ..service() });
}

#[test]
fn gpu_models_must_be_in_the_catalogue() {
	let gpu = Some(Gpus { model: model("rtx9999"), count: 1 });
	wrong_service(E::UnknownGpuModel, Service { gpu, ..service() });
}

#[test]
fn fizz_is_refused_by_name() {
	wrong(E::FizzNotSupported, |spec| spec.mode = Mode::Fizz);
}

#[test]
fn max_price_must_not_be_zero() {
	wrong(E::ZeroMaxPrice, |spec| spec.max_price = 0);
}

#[test]
fn duration_must_not_be_zero() {
	wrong(E::ZeroDuration, |spec| spec.duration = 0);
}

#[test]
fn duration_is_bounded() {
	wrong(E::DurationTooLong, |spec| spec.duration = 100_001);
	ExtBuilder.build_and_execute(|| {
		order_of(OrderSpec { duration: 100_000, ..spec() });
	});
}

#[test]
fn duration_is_bounded_whatever_the_parameter() {
	for (parameter, bound) in [(0, 1), (u32::MAX, crate::MAX_DURATION)] {
		ExtBuilder.build_and_execute(|| {
			LongestDuration::set(parameter);
			let max_price = 1_800u128.div_ceil(bound.into());
			let of = |duration| OrderSpec { duration, max_price, ..spec() };
			order_of(of(bound));
			assert_noop!(create(TENANT, of(bound + 1)), E::DurationTooLong);
			LongestDuration::set(100_000);
		});
	}
}

#[test]
fn a_region_cannot_be_wanted_and_excluded() {
	wrong(E::RegionWantedAndExcluded, |spec| {
		spec.regions =
			[region("eu"), region("us")].into_iter().collect::<BTreeSet>().try_into().unwrap();
		spec.excluded_regions =
			[region("us")].into_iter().collect::<BTreeSet>().try_into().unwrap();
	});
}

type BTreeSet = std::collections::BTreeSet<Region>;

#[test]
fn an_allow_list_must_not_be_empty() {
	wrong(E::EmptyAllowList, |spec| spec.allow = Some(Default::default()));
}

#[test]
fn a_provider_cannot_be_allowed_and_denied() {
	wrong(E::ProviderAllowedAndDenied, |spec| {
		spec.allow = Some(std::collections::BTreeSet::from([1, 2]).try_into().unwrap());
		spec.deny = std::collections::BTreeSet::from([2, 3]).try_into().unwrap();
	});
}

#[test]
fn the_cost_must_be_countable() {
	wrong(E::CostOutOfRange, |spec| (spec.max_price, spec.duration) = (u128::MAX, 1_801));
	// Gross is in range here, gross and user fee are not.
	wrong(E::CostOutOfRange, |spec| spec.max_price = u128::MAX);
}

#[test]
fn one_that_would_lock_nothing_is_refused() {
	// 1 799 blocks at a unit per hour come to less than a unit.
	wrong(E::CostTooLow, |spec| (spec.max_price, spec.duration) = (1, 1_799));
	wrong(E::CostTooLow, |spec| (spec.max_price, spec.duration) = (1_799, 1));
	ExtBuilder.build_and_execute(|| {
		order_of(OrderSpec { max_price: 1, duration: 1_800, ..spec() });
		// A unit, and 2 % of it rounded up.
		assert_eq!(wallet(), (FUNDS - 2, 2));
		order_of(OrderSpec { max_price: 1, duration: 1_800, token: Token::Native, ..spec() });
		assert_eq!(Wallets::get((TENANT, Token::Native)), (FUNDS - 1, 1));
	});
}

/// What creating an order of `spec` says that it weighed.
fn weight_of(spec: OrderSpec<u64>) -> Option<Weight> {
	match Orders::create(RuntimeOrigin::signed(TENANT), Box::new(spec)) {
		Ok(post_info) => post_info.actual_weight,
		Err(refused) => refused.post_info.actual_weight,
	}
}

#[test]
fn pays_for_its_match_and_for_the_expiry_of_its_record() {
	ExtBuilder.build_and_execute(|| {
		let declared = crate::Call::<Test>::create { spec: Box::new(spec()) }.get_dispatch_info();
		// Itself, the match of 16 bids of which 15 fail, and an expiry.
		assert_eq!(declared.call_weight, Weight::from_parts(1_000 + (100 + 10 * 15) + 5, 0));
		for (kept, matched) in [(1, 100), (8, 100 + 10 * 7), (MAX_BIDS, 100 + 10 * 15)] {
			Kept::set(kept);
			assert_eq!(weight_of(spec()), Some(Weight::from_parts(1_000 + matched + 5, 0)));
		}
	});
}

#[test]
fn pays_for_no_match_if_it_is_refused() {
	ExtBuilder.build_and_execute(|| {
		let itself = <Test as Config>::WeightInfo::create();
		assert_eq!(weight_of(OrderSpec { max_price: 0, ..spec() }), Some(itself));
		Wallets::insert((TENANT, STABLE), (LOCK - 1, 0));
		assert_eq!(weight_of(spec()), Some(itself));
	});
}

/// Creating an order of `spec` must fail with what the escrow says, changing nothing.
fn refused_by_escrow(spec: OrderSpec<u64>, error: &'static str) {
	assert_noop!(create(TENANT, spec), DispatchError::Other(error));
}

#[test]
fn fails_with_the_escrows_error_for_a_token_that_cannot_be_paid_with() {
	ExtBuilder.build_and_execute(|| {
		refused_by_escrow(OrderSpec { token: Token::WithId(9), ..spec() }, "not a payment token");
	});
}

#[test]
fn fails_with_the_escrows_error_beyond_the_bracket() {
	ExtBuilder.build_and_execute(|| {
		Bracket::set(footprint(2).vcpu_millis);
		let first = order();
		order();
		refused_by_escrow(spec(), "beyond the bracket");
		assert_ok!(Orders::cancel(RuntimeOrigin::signed(TENANT), first));
		order();
	});
}

#[test]
fn fails_with_the_escrows_error_without_funds() {
	ExtBuilder.build_and_execute(|| {
		Wallets::insert((TENANT, STABLE), (LOCK - 1, 0));
		refused_by_escrow(spec(), "too little unlocked");
		Wallets::insert((TENANT, STABLE), (LOCK, 0));
		order();
	});
}

#[test]
fn must_be_signed() {
	ExtBuilder.build_and_execute(|| {
		assert_noop!(
			Orders::create(RuntimeOrigin::root(), Box::new(spec())),
			DispatchError::BadOrigin
		);
	});
}
