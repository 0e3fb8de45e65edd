//! A deployment as JSON for clients.

use crate::{quantity, Deployment, DeploymentService};
use serde_json::{json, Value};
use sp_core::{bytes::to_hex, crypto::AccountId32};
use spheron_primitives::{OrderSpec, Resources, Service, Token};

impl Deployment {
	/// The deployment as JSON. `order` has the names and shapes that polkadot.js expects of the
	/// call's argument: texts as `0x` hex, 128-bit numbers as decimal strings, maps as objects,
	/// sets as arrays, nothing as `null`.
	pub fn to_json(&self) -> Value {
		json!({
			"name": self.name,
			"order": order(&self.order),
			"manifest": self.manifest,
			"manifestHash": hex(self.order.manifest),
			"summary": self.summary(),
		})
	}

	/// For people: amounts in whole tokens, resources of all services together.
	fn summary(&self) -> Value {
		let amount = |units| quantity::decimal(units, self.token.decimals);
		let service = |it: &DeploymentService| {
			json!({
				"name": it.name,
				"image": it.image,
				"replicas": it.replicas,
				"maxPricePerHour": amount(it.max_price),
			})
		};
		let total = Resources::of_services(&self.order.services).unwrap_or_default();
		let gpus = total.gpus.iter().map(|(model, count)| (text(model), json!(count)));
		let texts = |set: &mut dyn Iterator<Item = &[u8]>| set.map(text).collect::<Vec<_>>();
		let (order, attributes) = (&self.order, &self.order.attributes);
		json!({
			"placement": self.placement,
			"token": self.token.symbol,
			"decimals": self.token.decimals,
			"maxPricePerHour": amount(order.max_price),
			"maxTotal": amount(self.max_total),
			"durationSeconds": u64::from(order.duration) * 2,
			"regions": texts(&mut order.regions.iter().map(|it| &it[..])),
			"excludedRegions": texts(&mut order.excluded_regions.iter().map(|it| &it[..])),
			"attributes": attributes
				.iter()
				.map(|(key, value)| (text(key), json!(text(value))))
				.collect::<serde_json::Map<_, _>>(),
			"services": self.services.iter().map(service).collect::<Vec<_>>(),
			"resources": {
				"vcpuMillis": total.vcpu_millis,
				"ramMib": total.ram_mib,
				"storageGib": total.storage_gib,
				"gpus": gpus.collect::<serde_json::Map<_, _>>(),
			},
		})
	}
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
	to_hex(bytes.as_ref(), false)
}

fn text(bytes: impl AsRef<[u8]>) -> String {
	String::from_utf8_lossy(bytes.as_ref()).into_owned()
}

fn order(order: &OrderSpec<AccountId32>) -> Value {
	let accounts = |set: &mut dyn Iterator<Item = &AccountId32>| {
		set.map(ToString::to_string).collect::<Vec<_>>()
	};
	json!({
		"services": order.services.iter().map(service).collect::<Vec<_>>(),
		"regions": order.regions.iter().map(hex).collect::<Vec<_>>(),
		"excludedRegions": order.excluded_regions.iter().map(hex).collect::<Vec<_>>(),
		"attributes": order
			.attributes
			.iter()
			.map(|(key, value)| (hex(key), json!(hex(value))))
			.collect::<serde_json::Map<_, _>>(),
		"tiers": order.tiers,
		"mode": order.mode,
		"token": match &order.token {
			Token::Native => json!("Native"),
			Token::WithId(id) => json!({ "WithId": id }),
		},
		"maxPrice": order.max_price.to_string(),
		"duration": order.duration,
		"manifest": hex(order.manifest),
		"strategy": order.strategy,
		"allow": order.allow.as_ref().map(|set| accounts(&mut set.iter())),
		"deny": accounts(&mut order.deny.iter()),
	})
}

fn service(service: &Service) -> Value {
	json!({
		"vcpuMillis": service.vcpu_millis,
		"ramMib": service.ram_mib,
		"storageGib": service.storage_gib,
		"gpu": service.gpu.as_ref().map(|gpu| json!({
			"model": hex(&gpu.model),
			"count": gpu.count,
		})),
		"replicas": service.replicas,
	})
}
