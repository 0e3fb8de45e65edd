//! The manifest: what a provider is sent, as canonical JSON.

use crate::{compute::Resources, convert::Deployed, services::Service};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Manifest<'a> {
	version: &'static str,
	services: BTreeMap<&'a str, Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
	#[serde(flatten)]
	service: &'a Service<'a>,
	resources: &'a Resources<'a>,
	count: u32,
}

/// The manifest of `services`: sorted keys, no whitespace, no numbers but whole ones.
pub(crate) fn of(services: &BTreeMap<&str, Deployed>) -> String {
	let services = services
		.iter()
		.map(|(name, Deployed { service, compute, count, .. })| {
			(*name, Entry { service, resources: &compute.resources, count: *count })
		})
		.collect();
	let manifest = serde_json::to_value(Manifest { version: "1.0", services });
	let mut text = String::new();
	write(&manifest.expect("texts, whole numbers and string keys only; qed"), &mut text);
	text
}

/// Sorts by itself: whether `serde_json` does hangs on features that any crate of a build can set.
fn write(value: &Value, out: &mut String) {
	match value {
		Value::Array(items) => {
			out.push('[');
			for (i, item) in items.iter().enumerate() {
				if i > 0 {
					out.push(',');
				}
				write(item, out);
			}
			out.push(']');
		}
		Value::Object(map) => {
			out.push('{');
			for (i, (key, item)) in map.iter().collect::<BTreeMap<_, _>>().into_iter().enumerate() {
				if i > 0 {
					out.push(',');
				}
				write(&Value::String(key.clone()), out);
				out.push(':');
				write(item, out);
			}
			out.push('}');
		}
		scalar => out.push_str(&scalar.to_string()),
	}
}
