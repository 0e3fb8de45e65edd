//! Files of Spheron's users, where a collection of them lies beside the repository.

use crate::*;
use spheron_primitives::Mode;

#[test]
fn files_of_users_are_converted() {
	for path in yaml_files(&crate_dir().join("../../shared/icl")) {
		let name = path.file_stem().unwrap().to_str().unwrap();
		let order = match convert(&read(&path)) {
			Ok(deployment) => deployment.order,
			Err(error) => panic!("{name}: {error}"),
		};
		let mode = if name == "fizz" { Mode::Fizz } else { Mode::Provider };
		assert_eq!((order.mode, &order.token), (mode, &Token::WithId(1)), "{name}");
		// All of them name a placement `westcoast`, which is a label.
		assert!(order.regions.is_empty() && order.tiers.is_empty(), "{name}");

		let services: Vec<_> = order
			.services
			.iter()
			.map(|it| {
				let gpu = it.gpu.as_ref().map(|gpu| std::str::from_utf8(&gpu.model).unwrap());
				(it.vcpu_millis, it.ram_mib, it.storage_gib, gpu)
			})
			.collect();
		let storage = |key: &[u8]| {
			let value = order.attributes.iter().find(|(known, _)| known[..] == *key);
			value.map(|(_, value)| value.to_vec())
		};
		match name {
			"pytorch" => {
				assert_eq!(services, [(8_000, 16_384, 200, Some("rtx4090"))]);
				assert_eq!((order.max_price, order.duration), (1_000_000, 1_800));
				assert_eq!(storage(b"storage/class"), Some(b"beta3".to_vec()));
				assert_eq!(storage(b"storage/persistent"), Some(b"true".to_vec()));
			}
			"vllm" => assert_eq!(services, [(8_000, 32_768, 200, Some("rtx6000-ada"))]),
			"multiservice" => {
				let ollama = (8_000, 16_384, 120, Some("rtx4090"));
				assert_eq!(services, [ollama, (4_000, 8_192, 10, None)]);
				assert_eq!(order.max_price, 1_500_000);
			}
			"wordpress" => {
				assert_eq!(services, [(1_000, 1_024, 1, None), (4_000, 4_096, 4, None)]);
				assert!(order.attributes.is_empty());
			}
			_ => assert!(!services.is_empty()),
		}
	}
}
