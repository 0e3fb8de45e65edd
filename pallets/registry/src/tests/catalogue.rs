use super::*;

fn entry(multiplier: u32) -> CatalogueEntry {
	CatalogueEntry { class: Class::UltraHigh, multiplier }
}

fn set_gpu_model(name: &str, entry: Option<CatalogueEntry>) -> sp_runtime::DispatchResult {
	Registry::set_gpu_model(RuntimeOrigin::signed(CATALOGUER), text(name), entry)
}

fn set_cpu_class(name: &str, entry: Option<CatalogueEntry>) -> sp_runtime::DispatchResult {
	Registry::set_cpu_class(RuntimeOrigin::signed(CATALOGUER), text(name), entry)
}

#[test]
fn a_model_is_listed_changed_and_removed() {
	ExtBuilder::default().build_and_execute(|| {
		let model: types::EntryName = text("h100");
		for step in [Some(entry(600)), Some(entry(1_200)), None] {
			assert_ok!(set_gpu_model("h100", step));
			assert_eq!(GpuModels::<Test>::get(&model), step);
			assert_eq!(events(), [Event::GpuModelSet { model: model.clone(), entry: step }]);
		}
	});
}

#[test]
fn a_class_is_listed_changed_and_removed() {
	ExtBuilder::default().build_and_execute(|| {
		let class: types::EntryName = text("entry");
		for step in [Some(entry(10)), Some(entry(25)), None] {
			assert_ok!(set_cpu_class("entry", step));
			assert_eq!(CpuClasses::<Test>::get(&class), step);
			assert_eq!(events(), [Event::CpuClassSet { class: class.clone(), entry: step }]);
		}
	});
}

#[test]
fn models_and_classes_do_not_mix() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_gpu_model("same", Some(entry(600))));
		assert_noop!(set_cpu_class("same", None), Error::<Test>::NotListed);
	});
}

#[test]
fn only_the_catalogues_origin_may_set() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::signed(COUNCIL), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::set_gpu_model(origin.clone(), text("h100"), Some(entry(600))),
				BadOrigin
			);
			assert_noop!(
				Registry::set_cpu_class(origin, text("entry"), Some(entry(10))),
				BadOrigin
			);
		}
	});
}

#[test]
fn the_multiplier_is_from_one_to_ten_thousand_hundredths() {
	ExtBuilder::default().build_and_execute(|| {
		for bad in [0, 10_001] {
			let error = Error::<Test>::MultiplierOutOfRange;
			assert_noop!(set_gpu_model("h100", Some(entry(bad))), error);
			let error = Error::<Test>::MultiplierOutOfRange;
			assert_noop!(set_cpu_class("entry", Some(entry(bad))), error);
		}
		for good in [1, 10_000] {
			assert_ok!(set_gpu_model("h100", Some(entry(good))));
			assert_ok!(set_cpu_class("entry", Some(entry(good))));
		}
	});
}

#[test]
fn an_entry_has_a_name() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set_gpu_model("", Some(entry(1))), Error::<Test>::EmptyEntryName);
		assert_noop!(set_cpu_class("", Some(entry(1))), Error::<Test>::EmptyEntryName);
	});
}

#[test]
fn what_is_not_listed_cannot_be_removed() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(set_gpu_model("h100", None), Error::<Test>::NotListed);
		assert_noop!(set_cpu_class("entry", None), Error::<Test>::NotListed);
	});
}

#[test]
fn what_a_provider_has_cannot_be_removed_until_it_is_gone() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		assert_noop!(set_gpu_model("a100", None), Error::<Test>::EntryInUse);
		assert_noop!(set_cpu_class("medium", None), Error::<Test>::EntryInUse);
		assert_ok!(leave(DAVE));
		assert_ok!(set_gpu_model("a100", None));
		assert_ok!(set_cpu_class("medium", None));
	});
}

/// Else anybody could keep an entry in the catalogue by proposing.
#[test]
fn what_is_only_proposed_can_be_removed() {
	ExtBuilder::default().build_and_execute(|| {
		proposed();
		assert_eq!(users("a100", "medium"), (0, 0));
		assert_ok!(set_gpu_model("a100", None));
		assert_ok!(set_cpu_class("medium", None));
	});
}

#[test]
fn every_user_is_counted() {
	ExtBuilder::default().build_and_execute(|| {
		registered();
		let only_a100 =
			Details { capacity: resources(1_000, &[("a100", 1)]), ..details(EVES_OPERATOR) };
		assert_ok!(propose(EVE, only_a100));
		assert_ok!(approve(EVE, Tier::Tier6));
		assert_eq!((users("a100", "medium"), users("rtx4090", "high")), ((2, 2), (1, 0)));
		assert_ok!(leave(DAVE));
		assert_eq!((users("a100", "medium"), users("rtx4090", "high")), ((1, 1), (0, 0)));
	});
}

#[test]
fn what_a_provider_has_can_be_changed_and_counts_anew() {
	ExtBuilder::default().build_and_execute(|| {
		active();
		assert_ok!(set_gpu_model("a100", Some(entry(600))));
		assert_ok!(Registry::reserve(&DAVE, &resources(0, &[("a100", 1)])));
		let (_, capacity, reserved) = *UsageLog::get().last().unwrap();
		assert_eq!((capacity, reserved), (CAPACITY_POINTS + 120_000_000, 120_000_000));
	});
}

#[test]
fn resources_are_known_if_all_their_models_are() {
	ExtBuilder::default().build_and_execute(|| {
		assert!(Registry::knows(&Resources::default()));
		assert!(Registry::knows(&capacity()));
		assert!(!Registry::knows(&resources(1, &[("a100", 1), ("h100", 1)])));
	});
}
