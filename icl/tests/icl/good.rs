//! What an order can say becomes exactly that.

use crate::*;
use sp_core::{Blake2Hasher, Hasher};
use spheron_primitives::{Mode, Strategy, Tier};

#[test]
fn a_minimal_file_asks_for_nothing_more() {
	let deployment = convert(&good("minimal.yaml")).unwrap();
	let order = &deployment.order;
	assert_eq!((deployment.name, deployment.placement.as_str()), (None, "anywhere"));
	assert_eq!((order.mode, order.strategy), (Mode::Provider, Strategy::Cheapest));
	assert_eq!((&order.token, order.duration), (&Token::Native, 1_800));
	assert_eq!(order.max_price, 250_000_000_000_000_000);
	assert_eq!(deployment.max_total, order.max_price);
	assert!(order.regions.is_empty() && order.excluded_regions.is_empty());
	assert!(order.attributes.is_empty() && order.tiers.is_empty());
	assert!(order.allow.is_none() && order.deny.is_empty());
	let service = &order.services[0];
	assert_eq!((service.vcpu_millis, service.ram_mib, service.storage_gib), (500, 512, 1));
	assert_eq!((&service.gpu, service.replicas), (&None, 1));
}

#[test]
fn the_manifest_is_canonical_json_and_the_order_has_its_hash() {
	let deployment = convert(&good("minimal.yaml")).unwrap();
	assert_eq!(
		deployment.manifest,
		r#"{"services":{"web":{"args":[],"command":[],"count":1,"env":[],"expose":[{"accept":[],"as":80,"port":80,"proto":"tcp","to":[{"global":true}],"usePublicPort":false}],"image":"nginx:1.27","params":{"storage":{}},"resources":{"cpu":{"attributes":{},"millis":500},"memory":{"bytes":536870912},"storage":[{"attributes":{},"bytes":1073741824,"name":"default"}]}}},"version":"1.0"}"#
	);
	assert_eq!(deployment.order.manifest, Blake2Hasher::hash(deployment.manifest.as_bytes()));
}

#[test]
fn everything_an_order_can_say_is_converted() {
	let deployment = convert(&good("everything.yaml")).unwrap();
	let order = deployment.order;
	let texts = |set: &mut dyn Iterator<Item = &[u8]>| {
		set.map(|text| String::from_utf8(text.to_vec()).unwrap()).collect::<Vec<_>>()
	};
	assert_eq!(deployment.name.as_deref(), Some("everything"));
	assert_eq!(order.duration, 30 * 24 * 1_800);
	assert_eq!(texts(&mut order.regions.iter().map(|it| &it[..])), ["us-east", "us-west"]);
	assert_eq!(texts(&mut order.excluded_regions.iter().map(|it| &it[..])), ["uk"]);
	let tiers: Vec<_> = order.tiers.iter().copied().collect();
	assert_eq!(tiers, [Tier::Tier1, Tier::Tier3, Tier::Tier7]);
	assert_eq!(
		texts(&mut order.attributes.iter().flat_map(|(key, value)| [&key[..], &value[..]])),
		[
			"cpu/arch",
			"arm64",
			"cpu/model",
			"grace",
			"datacenter",
			"green",
			"gpu/h100/interface",
			"sxm",
			"storage/class",
			"beta3",
			"storage/encrypted",
			"yes",
			"storage/persistent",
			"true",
			"storage/ram",
			"true",
		]
	);
	let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
	let allow: Vec<_> = order.allow.unwrap().iter().map(ToString::to_string).collect();
	let deny: Vec<_> = order.deny.iter().map(ToString::to_string).collect();
	assert_eq!((allow, deny), (vec![alice.to_string()], vec![bob.to_string()]));

	// In the order of their names, whatever the order in the file.
	let names: Vec<_> = deployment.services.iter().map(|it| it.name.as_str()).collect();
	assert_eq!(names, ["front", "worker"]);
	let [front, worker] = &order.services[..] else { panic!("two services") };
	assert_eq!((front.vcpu_millis, front.ram_mib, front.storage_gib), (250, 1_024, 1));
	assert_eq!((&front.gpu, front.replicas), (&None, 2));
	// 100 MB and 1 GiB of shared memory; 500 MiB and 1.5 GiB of disk.
	assert_eq!((worker.vcpu_millis, worker.ram_mib, worker.storage_gib), (16_000, 96 + 1_024, 2));
	let gpu = worker.gpu.as_ref().unwrap();
	assert_eq!((&gpu.model[..], gpu.count, worker.replicas), (&b"h100"[..], 2, 3));
}

/// An amount is for a service with all its replicas; the order's price is their sum.
#[test]
fn replicas_do_not_multiply_the_price() {
	let deployment = convert(&good("everything.yaml")).unwrap();
	let prices: Vec<_> = deployment.services.iter().map(|it| (it.replicas, it.max_price)).collect();
	assert_eq!(prices, [(2, 1), (3, 1_500_000)]);
	assert_eq!(deployment.order.max_price, 1_500_001);
	assert_eq!(deployment.order.token, Token::WithId(1));
	assert_eq!(deployment.max_total, 1_500_001 * 720);
}

#[test]
fn a_profile_of_two_services_counts_for_both() {
	let text = good("minimal.yaml")
		.replace("profiles:\n", "  api: { image: api }\nprofiles:\n")
		.replace("deployment:\n", "deployment:\n  api: { anywhere: { profile: web, count: 4 } }\n");
	let order = convert(&text).unwrap().order;
	assert_eq!((order.services.len(), order.max_price), (2, 500_000_000_000_000_000));
}

#[test]
fn the_same_in_other_words_is_the_same_order() {
	let one = convert(&good("minimal.yaml")).unwrap();
	let other = convert(&good("minimal-rewritten.yaml")).unwrap();
	assert_eq!((one.order, one.manifest), (other.order, other.manifest));
}

#[test]
fn every_change_of_a_service_changes_the_hash() {
	let text = good("everything.yaml");
	let hash = convert(&text).unwrap().order.manifest;
	let changes = [
		("worker:3", "worker:4"),
		("policy: always", "policy: Never"),
		("\"sh\"", "\"bash\""),
		("exec worker", "exec  worker"),
		("MODE=fast", "MODE=slow"),
		("EMPTY=", "EMPTY=0"),
		("port: 9000", "port: 9001"),
		("- service: front", "- global: true"),
		("mount: /data", "mount: /mnt"),
		("readOnly: true", "readOnly: false"),
		("registry: ghcr.io", "registry: docker.io"),
		("email: someone", "email: somebody"),
		("username: someone", "username: somebody"),
		("\"12345\"", "\"54321\""),
		("as: 80", "as: 81"),
		("proto: tcp", "proto: udp"),
		("[example.org,", "[example.com,"),
		("1048576", "1048577"),
		("[error, timeout]", "[error]"),
		("use_public_port: true", "use_public_port: false"),
		("60000", "60001"),
		("units: 16", "units: 17"),
		("arm64:", "amd64:"),
		("grace", "altra"),
		("100M", "101M"),
		("500Mi", "501Mi"),
		("persistent: true", "persistent: false"),
		("beta3", "beta2"),
		("encrypted: yes", "encrypted: no"),
		("units: 2\n", "units: 3\n"),
		("h100", "h200"),
		("interface: sxm", "interface: pcie"),
		("interface: sxm", "ram: 80Gi"),
		("count: 3", "count: 4"),
	];
	let mut hashes = std::collections::BTreeSet::from([hash]);
	for (from, to) in changes {
		let changed = text.replacen(from, to, 1);
		assert_ne!(changed, text, "{from}");
		assert!(hashes.insert(convert(&changed).unwrap().order.manifest), "{from} to {to}");
	}
	for (from, to) in [("# All", "# Some"), ("duration: 1mon", "duration: 2h"), ("1.5 }", "2 }")] {
		let changed = text.replacen(from, to, 1);
		assert_ne!(changed, text, "{from}");
		assert_eq!(convert(&changed).unwrap().order.manifest, hash, "{from} to {to}");
	}
}

#[test]
fn groups_of_tiers_are_spelt_out() {
	use Tier::*;
	let tiers = |written: &str| {
		let text = good("minimal.yaml");
		let text = text.replace("  duration", &format!("  {written}\n  duration"));
		convert(&text).unwrap().order.tiers.iter().copied().collect::<Vec<_>>()
	};
	assert_eq!(tiers("tier: secured"), [Tier1, Tier2, Tier3]);
	assert_eq!(tiers("tier: community"), [Tier4, Tier5, Tier6, Tier7]);
	assert_eq!(tiers("tier: [secured-2]"), [Tier2]);
	assert_eq!(tiers("tiers: community-1"), [Tier4]);
	assert_eq!(tiers("tier: [Community-2, community-3]"), [Tier5, Tier6]);
	assert_eq!(tiers("tier: [secured, community]").len(), 7);
}

#[test]
fn a_fizz_file_becomes_a_fizz_order() {
	let deployment = convert(&good("fizz.yaml")).unwrap();
	assert_eq!(deployment.order.mode, Mode::Fizz);
	assert!(deployment.manifest.contains(r#""portRange":"8443-8445","portRangeAs":"9443-9445""#));
}

#[test]
fn the_examples_of_the_project_are_converted() {
	let files = yaml_files(&crate_dir().join("../examples"));
	assert!(files.len() >= 3);
	for path in files {
		let deployment = convert(&read(&path));
		assert!(deployment.is_ok(), "{}: {deployment:?}", path.display());
	}
}
