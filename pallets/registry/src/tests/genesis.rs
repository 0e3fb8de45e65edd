use super::*;

#[test]
fn the_catalogue_is_there_from_the_start() {
	ExtBuilder::default().build_and_execute(|| {
		let model: types::EntryName = text("a100");
		let entry = CatalogueEntry { class: Class::High, multiplier: 300 };
		assert_eq!(GpuModels::<Test>::get(model), Some(entry));
		assert_eq!(GpuModels::<Test>::iter().count(), 2);
		assert_eq!(CpuClasses::<Test>::iter().count(), 2);
	});
}

#[test]
#[should_panic(expected = "a GPU model is listed twice")]
fn a_model_listed_twice_is_refused() {
	ExtBuilder::default().gpu_models(&[("a100", 100), ("a100", 200)]).build();
}

#[test]
#[should_panic(expected = "a GPU model has a name and a multiplier in range")]
fn a_multiplier_out_of_range_is_refused() {
	ExtBuilder::default().gpu_models(&[("a100", 0)]).build();
}

#[test]
#[should_panic(expected = "a catalogue name has at most 32 bytes")]
fn a_name_too_long_is_refused() {
	ExtBuilder::default().gpu_models(&[("a-model-with-a-name-of-33-bytes--", 100)]).build();
}
