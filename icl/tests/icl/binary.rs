//! `spheron-icl` as a user runs it.

use crate::*;
use serde_json::{json, Value};
use sp_core::{Blake2Hasher, Hasher};
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_spheron-icl"))
		.current_dir(crate_dir())
		.args(arguments)
		.output()
		.unwrap()
}

fn stdout(arguments: &[&str]) -> String {
	let output = run(arguments);
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	String::from_utf8(output.stdout).unwrap()
}

fn stderr(arguments: &[&str], code: i32) -> String {
	let output = run(arguments);
	assert_eq!(output.status.code(), Some(code));
	assert!(output.stdout.is_empty());
	String::from_utf8(output.stderr).unwrap()
}

#[test]
fn it_prints_the_order_as_clients_need_it() {
	let file = "tests/files/good/everything.yaml";
	let printed: Value = serde_json::from_str(&stdout(&["--token", "uSPON=1:6", file])).unwrap();
	let manifest = convert(&good("everything.yaml")).unwrap().manifest;
	let hash = sp_core::bytes::to_hex(Blake2Hasher::hash(manifest.as_bytes()).as_ref(), false);
	assert_eq!(printed["name"], "everything");
	assert_eq!(printed["manifest"], json!(manifest));
	assert_eq!(printed["manifestHash"], json!(hash));
	assert_eq!(
		printed["order"],
		json!({
			"services": [
				{
					"vcpuMillis": 250,
					"ramMib": 1_024,
					"storageGib": 1,
					"gpu": null,
					"replicas": 2,
				},
				{
					"vcpuMillis": 16_000,
					"ramMib": 1_120,
					"storageGib": 2,
					"gpu": { "model": "0x68313030", "count": 2 },
					"replicas": 3,
				},
			],
			"regions": ["0x75732d65617374", "0x75732d77657374"],
			"excludedRegions": ["0x756b"],
			"attributes": {
				"0x6370752f61726368": "0x61726d3634",
				"0x6370752f6d6f64656c": "0x6772616365",
				"0x6461746163656e746572": "0x677265656e",
				"0x6770752f683130302f696e74657266616365": "0x73786d",
				"0x73746f726167652f636c617373": "0x6265746133",
				"0x73746f726167652f656e63727970746564": "0x796573",
				"0x73746f726167652f70657273697374656e74": "0x74727565",
				"0x73746f726167652f72616d": "0x74727565",
			},
			"tiers": ["Tier1", "Tier3", "Tier7"],
			"mode": "Provider",
			"token": { "WithId": 1 },
			"maxPrice": "1500001",
			"duration": 1_296_000,
			"manifest": hash,
			"strategy": "Cheapest",
			"allow": ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"],
			"deny": ["5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"],
		})
	);
	assert_eq!(
		printed["summary"],
		json!({
			"placement": "somewhere",
			"token": "uSPON",
			"decimals": 6,
			"maxPricePerHour": "1.500001",
			"maxTotal": "1080.00072",
			"durationSeconds": 2_592_000,
			"regions": ["us-east", "us-west"],
			"excludedRegions": ["uk"],
			"attributes": {
				"cpu/arch": "arm64",
				"cpu/model": "grace",
				"datacenter": "green",
				"gpu/h100/interface": "sxm",
				"storage/class": "beta3",
				"storage/encrypted": "yes",
				"storage/persistent": "true",
				"storage/ram": "true",
			},
			"services": [
				{ "name": "front", "image": "nginx", "replicas": 2, "maxPricePerHour": "0.000001" },
				{
					"name": "worker",
					"image": "ghcr.io/someone/worker:3",
					"replicas": 3,
					"maxPricePerHour": "1.5",
				},
			],
			"resources": {
				"vcpuMillis": 48_500,
				"ramMib": 5_408,
				"storageGib": 8,
				"gpus": { "h100": 6 },
			},
		})
	);
}

#[test]
fn spon_needs_no_flag_and_absent_things_are_null() {
	let printed: Value = serde_json::from_str(&stdout(&["tests/files/good/minimal.yaml"])).unwrap();
	assert_eq!((&printed["name"], &printed["order"]["allow"]), (&Value::Null, &Value::Null));
	assert_eq!(printed["order"]["token"], "Native");
	assert_eq!(printed["order"]["maxPrice"], "250000000000000000");
	assert_eq!(printed["order"]["attributes"], json!({}));
}

#[test]
fn it_prints_the_manifest_alone_byte_for_byte() {
	let manifest = convert(&good("minimal.yaml")).unwrap().manifest;
	assert_eq!(stdout(&["--manifest", "tests/files/good/minimal.yaml"]), manifest);
}

#[test]
fn a_refusal_is_one_line_with_file_line_and_message() {
	let file = "tests/files/bad/count-zero.yaml";
	let line = read(&crate_dir().join(file)).lines().position(|it| it.contains("#! ")).unwrap() + 1;
	assert_eq!(
		stderr(&[file], 1),
		format!(
			"{file}:{line}: `deployment.web.anywhere.count`: `0` is not a whole number from 1 to \
			4294967295\n"
		)
	);
}

#[test]
fn what_cannot_be_read_is_refused() {
	assert!(stderr(&["tests/files/nowhere.yaml"], 1).starts_with("tests/files/nowhere.yaml: "));
	let path = std::env::temp_dir().join(format!("spheron-icl-{}.yaml", std::process::id()));
	std::fs::write(&path, b"version: \"1.0\"\nname: \xff\n").unwrap();
	let message = stderr(&[path.to_str().unwrap()], 1);
	std::fs::remove_file(&path).unwrap();
	assert!(message.starts_with(&format!("{}:2: this is not UTF-8", path.display())));
}

#[test]
fn a_token_is_described_in_full_and_once() {
	let file = "tests/files/good/minimal.yaml";
	for wrong in ["uSPON", "uSPON=1", "=1:6", "uSPON=x:6", "uSPON=1:300"] {
		assert!(stderr(&["--token", wrong, file], 2).contains("uSPON=1:6"), "{wrong}");
	}
	assert!(stderr(&["--token", "SPON=1:6", file], 2).contains("already known"));
}
