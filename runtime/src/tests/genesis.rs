use super::chain::on_chain;
use crate::{presets, Runtime, Session};
use pallet_registry::{Class, CpuClasses, GpuModels};
use sp_keyring::Sr25519Keyring;
use spheron_primitives::GpuModel;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
};

/// The GPU models that deployment files of Spheron's users name.
const MODELS_IN_USE: [&str; 2] = ["rtx4090", "rtx6000-ada"];

/// Spheron's classes, and the multipliers of each in hundredths (R5).
const CLASSES: [(Class, &[u32]); 5] = [
	(Class::Entry, &[10, 25]),
	(Class::Low, &[50, 75]),
	(Class::Medium, &[100, 150]),
	(Class::High, &[200, 300]),
	(Class::UltraHigh, &[600, 1_200, 1_500]),
];

#[test]
fn every_preset_builds_with_books_that_agree() {
	for name in presets::names() {
		on_chain(&name, || ());
	}
}

#[test]
fn only_the_development_preset_has_a_sudo_key() {
	on_chain("development", || {
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(Sr25519Keyring::Alice.to_account_id()));
	});
	for name in ["local_testnet", "fast"] {
		on_chain(name, || assert_eq!(pallet_sudo::Key::<Runtime>::get(), None));
	}
}

#[test]
fn the_local_preset_has_four_validators() {
	on_chain("local_testnet", || assert_eq!(Session::validators().len(), 4));
}

#[test]
fn every_preset_has_spheron_s_classes_with_the_models_in_use() {
	for name in presets::names() {
		on_chain(&name, || {
			let mut classes = BTreeMap::<Class, BTreeSet<u32>>::new();
			for entry in GpuModels::<Runtime>::iter_values() {
				classes.entry(entry.class).or_default().insert(entry.multiplier);
			}
			let expected = CLASSES.map(|(class, of)| (class, of.iter().copied().collect()));
			assert_eq!(classes, BTreeMap::from(expected));

			for model in MODELS_IN_USE {
				let model: GpuModel = model.as_bytes().to_vec().try_into().unwrap();
				assert!(GpuModels::<Runtime>::contains_key(model));
			}
			for (class, multipliers) in CLASSES {
				let mut cpus = CpuClasses::<Runtime>::iter_values();
				let fits = |entry: pallet_registry::CatalogueEntry| {
					entry.class == class && multipliers.contains(&entry.multiplier)
				};
				assert!(cpus.any(fits), "a CPU class of {class:?}");
			}
		});
	}
}

/// Where a collection of their files lies beside the repository.
#[test]
fn the_models_in_use_are_those_of_the_files_of_users() {
	// Asked when it runs: a checkout may run the binary that another one built.
	let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it");
	let Ok(files) = std::fs::read_dir(Path::new(&here).join("../../shared/icl")) else { return };
	let paths = files.map(|file| file.unwrap().path());
	let texts: Vec<_> = paths
		.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
		.map(|path| std::fs::read_to_string(path).unwrap())
		.collect();
	let named: BTreeSet<_> = texts
		.iter()
		.flat_map(|text| text.lines())
		.filter_map(|line| line.trim().strip_prefix("- model:"))
		.map(str::trim)
		.collect();
	assert!(named.is_empty() || named == BTreeSet::from(MODELS_IN_USE), "{named:?}");
}
