use super::*;
use spheron_primitives::{OrderSpec, Strategy};

/// An order that Dave fits: any region, no attributes.
pub(super) fn spec() -> OrderSpec<AccountId> {
	OrderSpec {
		services: Default::default(),
		regions: Default::default(),
		excluded_regions: Default::default(),
		attributes: Default::default(),
		tiers: Default::default(),
		mode: Mode::Provider,
		token: Token::Native,
		max_price: 1,
		duration: 1,
		manifest: Default::default(),
		strategy: Strategy::Cheapest,
		allow: None,
		deny: Default::default(),
	}
}

/// Whether Dave, active, fits the order with this change, of one vCPU and one A100.
fn after(change: impl FnOnce(&mut OrderSpec<AccountId>)) -> Result<(), Unfit> {
	let mut answer = Ok(());
	ExtBuilder::default().build_and_execute(|| {
		active();
		let mut spec = spec();
		change(&mut spec);
		answer = Registry::fits(&DAVE, &spec, &resources(1_000, &[("a100", 1)]));
	});
	answer
}

fn add(
	regions: &mut frame_support::BoundedBTreeSet<
		spheron_primitives::Region,
		sp_core::ConstU32<{ spheron_primitives::order::MAX_REGIONS }>,
	>,
	names: &[&str],
) {
	for name in names {
		regions.try_insert(text(name)).unwrap();
	}
}

#[test]
fn an_active_provider_fits_an_order_that_asks_for_nothing_special() {
	assert_eq!(after(|_| ()), Ok(()));
}

#[test]
fn only_active_providers_fit() {
	for (state, reason) in NOT_ACTIVE {
		ExtBuilder::default().build_and_execute(|| {
			state();
			let answer = Registry::fits(&DAVE, &spec(), &resources(1, &[]));
			assert_eq!(answer, Err(reason));
		});
	}
}

#[test]
fn another_mode_does_not_fit() {
	assert_eq!(after(|spec| spec.mode = Mode::Fizz), Err(Unfit::WrongMode));
}

#[test]
fn a_region_among_those_wanted_fits() {
	assert_eq!(after(|spec| add(&mut spec.regions, &["eu-north", "us-west"])), Ok(()));
}

#[test]
fn a_region_not_among_those_wanted_does_not_fit() {
	let answer = after(|spec| add(&mut spec.regions, &["eu-north", "us-east"]));
	assert_eq!(answer, Err(Unfit::WrongRegion));
}

#[test]
fn an_excluded_region_does_not_fit() {
	let answer = after(|spec| add(&mut spec.excluded_regions, &["us-west"]));
	assert_eq!(answer, Err(Unfit::WrongRegion));
	let answer = after(|spec| {
		add(&mut spec.regions, &["us-west"]);
		add(&mut spec.excluded_regions, &["us-west"]);
	});
	assert_eq!(answer, Err(Unfit::WrongRegion));
}

#[test]
fn another_excluded_region_does_not_matter() {
	assert_eq!(after(|spec| add(&mut spec.excluded_regions, &["us-east"])), Ok(()));
}

#[test]
fn every_required_attribute_must_be_there_with_its_value() {
	let require = |attributes: &[(&str, &str)]| {
		after(|spec| {
			for (key, value) in attributes {
				spec.attributes.try_insert(text(key), text(value)).unwrap();
			}
		})
	};
	assert_eq!(require(&[("storage/class", "beta3"), ("tier", "community")]), Ok(()));
	let missing = Err(Unfit::MissingAttribute);
	assert_eq!(require(&[("storage/class", "beta3"), ("tier", "secured")]), missing);
	assert_eq!(require(&[("storage/class", "beta3"), ("persistent", "true")]), missing);
}

#[test]
fn a_token_that_is_taken_fits() {
	assert_eq!(after(|spec| spec.token = Token::WithId(1)), Ok(()));
}

#[test]
fn a_token_that_is_not_taken_does_not_fit() {
	assert_eq!(after(|spec| spec.token = Token::WithId(2)), Err(Unfit::TokenNotAccepted));
}

#[test]
fn all_that_is_free_fits_and_no_more() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(Registry::reserve(&DAVE, &resources(1_000, &[("a100", 1)])));
		let free = Registry::free(&DAVE).unwrap();
		assert_eq!(Registry::fits(&DAVE, &spec(), &free), Ok(()));
		let a100 = resources(0, &[("a100", 1)]).gpus;
		for more in [
			Resources { vcpu_millis: 1, ..Default::default() },
			Resources { ram_mib: 1, ..Default::default() },
			Resources { storage_gib: 1, ..Default::default() },
			Resources { gpus: a100, ..Default::default() },
		] {
			let need = free.checked_add(&more).unwrap();
			assert_eq!(Registry::fits(&DAVE, &spec(), &need), Err(Unfit::NoCapacity));
		}
	});
}

#[test]
fn a_model_it_does_not_have_does_not_fit() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		let need = resources(1, &[("h100", 1)]);
		assert_eq!(Registry::fits(&DAVE, &spec(), &need), Err(Unfit::NoCapacity));
	});
}

#[test]
fn the_first_reason_is_told() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		let mut spec = spec();
		spec.mode = Mode::Fizz;
		add(&mut spec.regions, &["eu-north"]);
		spec.attributes.try_insert(text("none"), text("such")).unwrap();
		spec.token = Token::WithId(2);
		let need = resources(u64::MAX, &[]);
		let answer = |spec: &OrderSpec<AccountId>| Registry::fits(&DAVE, spec, &need).unwrap_err();

		assert_eq!(answer(&spec), Unfit::NotActive);
		assert_ok!(approve(DAVE, Tier::Tier6));
		Registry::backed(&DAVE);
		assert_eq!(answer(&spec), Unfit::WrongMode);
		spec.mode = Mode::Provider;
		assert_eq!(answer(&spec), Unfit::WrongRegion);
		spec.regions.clear();
		assert_eq!(answer(&spec), Unfit::MissingAttribute);
		spec.attributes.clear();
		assert_eq!(answer(&spec), Unfit::TokenNotAccepted);
		spec.token = Token::Native;
		assert_eq!(answer(&spec), Unfit::NoCapacity);
	});
}
