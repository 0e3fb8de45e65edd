//! From the sections of a file to its order.

use crate::{
	compute::Compute,
	field::{Field, Fields},
	manifest,
	placement::Placement,
	quantity,
	requirements::Requirements,
	services::Service,
	yaml, Deployment, DeploymentService, Error, TokenInfo,
};
use sp_core::{bounded::BoundedBTreeSet, Blake2Hasher, ConstU32, Hasher};
use spheron_primitives::{
	money, order::MAX_SERVICES, Mode, OpenBlock, OrderSpec, Resources, Strategy, Tier,
};
use std::collections::{BTreeMap, BTreeSet};

/// A service and all that the file says of it, in one place.
pub(crate) struct Deployed<'f, 'a> {
	pub service: Service<'a>,
	pub compute: &'f Compute<'a>,
	pub count: u32,
	max_price: u128,
}

/// What stands in `profiles` itself.
struct General {
	name: Option<String>,
	duration: OpenBlock,
	mode: Mode,
	tiers: Tiers,
}

type Tiers = BoundedBTreeSet<Tier, ConstU32<7>>;

impl General {
	fn read(profiles: &Fields) -> Result<Self, Error> {
		Ok(Self {
			name: profiles.get("name").map(|it| it.text().map(Into::into)).transpose()?,
			duration: profiles.need("duration")?.read(quantity::blocks)?,
			mode: profiles.get("mode").map_or(Ok(Mode::Provider), |it| it.read(mode))?,
			tiers: profiles.either("tier", "tiers")?.map_or(Ok(Tiers::new()), |it| tiers(&it))?,
		})
	}
}

/// Turns a deployment file into an order; see the crate's documentation.
///
/// `tokens` are the tokens that prices can be in. Errors: the first thing that is wrong or cannot be
/// represented, with its line.
pub fn convert(text: &str, tokens: &[TokenInfo]) -> Result<Deployment, Error> {
	let tree = yaml::parse(text)?;
	let root = Field::root(&tree);
	let keys = root.fields(&["version", "services", "profiles", "deployment"])?;
	keys.need("version")?.read(version)?;
	let profiles = keys.need("profiles")?.fields(&[
		"name",
		"duration",
		"mode",
		"tier",
		"tiers",
		"compute",
		"placement",
	])?;
	let General { name, duration, mode, tiers } = General::read(&profiles)?;

	let mut required = Requirements::default();
	let mut computes = BTreeMap::new();
	for (name, field) in profiles.need("compute")?.named()? {
		computes.insert(name, Compute::read(&field, &mut required)?);
	}
	let placement = Placement::read(&profiles.need("placement")?, tokens, &mut required)?;
	let services = services(&keys.need("services")?, mode)?;
	let deployment = keys.need("deployment")?;
	let deployed = deploy(&deployment, services, &computes, &placement)?;

	let manifest = manifest::of(&deployed);
	let pricing = &placement.pricing;
	let max_price = total_price(&deployed, pricing)?;
	let max_total = money::gross(max_price, duration)
		.ok_or_else(|| pricing.error("price × duration is more than an order can hold"))?;
	let order = OrderSpec {
		services: deployed
			.values()
			.map(Deployed::in_order)
			.collect::<Vec<_>>()
			.try_into()
			.map_err(|_| {
				deployment.error(format!("an order has at most {MAX_SERVICES} services"))
			})?,
		regions: placement.regions,
		excluded_regions: placement.excluded_regions,
		attributes: required.into_attributes(),
		tiers,
		mode,
		token: placement.token.token.clone(),
		max_price,
		duration,
		manifest: Blake2Hasher::hash(manifest.as_bytes()),
		strategy: Strategy::default(),
		allow: Some(placement.allow).filter(|list| !list.is_empty()),
		deny: placement.deny,
	};
	if Resources::of_services(&order.services).is_none() {
		return Err(deployment.error("together this is more than an order can hold; ask for less"));
	}
	let summaries = deployed.iter().map(|(name, it)| it.in_summary(name)).collect();
	Ok(Deployment {
		name,
		placement: placement.label.into(),
		token: placement.token.clone(),
		services: summaries,
		max_total,
		order,
		manifest,
	})
}

impl Deployed<'_, '_> {
	fn in_order(&self) -> spheron_primitives::Service {
		let Compute { resources, ram_mib, storage_gib, gpu, .. } = self.compute;
		spheron_primitives::Service {
			vcpu_millis: resources.cpu.millis,
			ram_mib: *ram_mib,
			storage_gib: *storage_gib,
			gpu: gpu.clone(),
			replicas: self.count,
		}
	}

	fn in_summary(&self, name: &str) -> DeploymentService {
		DeploymentService {
			name: name.into(),
			image: self.service.image.clone(),
			replicas: self.count,
			max_price: self.max_price,
		}
	}
}

fn version(text: &str) -> Result<(), String> {
	match text {
		"1.0" => Ok(()),
		_ => Err(format!("`{text}` is not a known version; write \"1.0\"")),
	}
}

fn mode(text: &str) -> Result<Mode, String> {
	match text.to_ascii_lowercase().as_str() {
		"provider" => Ok(Mode::Provider),
		"fizz" => Ok(Mode::Fizz),
		_ => Err(format!("`{text}` is neither provider nor fizz")),
	}
}

/// One tier or group of tiers, or a list of them.
fn tiers(field: &Field) -> Result<Tiers, Error> {
	use Tier::*;
	let mut found = BTreeSet::new();
	for item in field.one_or_more()? {
		found.extend(item.read(|text| {
			Ok(match text.to_ascii_lowercase().as_str() {
				"secured" => vec![Tier1, Tier2, Tier3],
				"secured-1" => vec![Tier1],
				"secured-2" => vec![Tier2],
				"secured-3" => vec![Tier3],
				"community" => vec![Tier4, Tier5, Tier6, Tier7],
				"community-1" => vec![Tier4],
				"community-2" => vec![Tier5],
				"community-3" => vec![Tier6],
				"community-4" => vec![Tier7],
				_ => {
					return Err(format!(
						"`{text}` is not a tier; write secured, secured-1 to secured-3, community or \
						community-1 to community-4"
					))
				}
			})
		})?);
	}
	match found.is_empty() {
		true => Err(field.error("this is empty; name a tier or remove the key to accept any")),
		false => found.try_into().map_err(|_| field.error("there are seven tiers")),
	}
}

type Services<'a> = BTreeMap<&'a str, (Field<'a>, Service<'a>)>;

fn services<'a>(field: &Field<'a>, mode: Mode) -> Result<Services<'a>, Error> {
	let named = field.named()?;
	if let Some((_, extra)) = named.get(MAX_SERVICES as usize) {
		return Err(extra.error(format!(
			"an order has at most {MAX_SERVICES} services; move this one to its own file"
		)));
	}
	let names = named.iter().map(|(name, _)| *name).collect();
	let read = |(name, field): (_, Field<'a>)| {
		let service = Service::read(&field, &names, mode)?;
		Ok((name, (field, service)))
	};
	named.into_iter().map(read).collect()
}

/// Joins every service with its profile, replicas and price; nothing may be left over.
fn deploy<'f, 'a>(
	deployment: &Field<'a>,
	mut services: Services<'a>,
	computes: &'f BTreeMap<&'a str, Compute<'a>>,
	placement: &Placement<'a>,
) -> Result<BTreeMap<&'a str, Deployed<'f, 'a>>, Error> {
	let mut deployed = BTreeMap::new();
	let mut used = BTreeSet::new();
	for (name, field) in deployment.named()? {
		let (_, service) = services
			.remove(name)
			.ok_or_else(|| field.error("there is no service of this name in `services`"))?;
		let placements = field.named()?;
		for (label, chosen) in &placements {
			if *label != placement.label {
				return Err(chosen.error(format!(
					"an order has one placement, here `{}`; deploy all services there",
					placement.label
				)));
			}
		}
		let keys = placements[0].1.fields(&["profile", "count"])?;
		let profile = keys.need("profile")?;
		let profile_name = profile.text()?;
		let compute = computes.get(profile_name).ok_or_else(|| {
			profile.error(format!("there is no profile `{profile_name}` in `profiles.compute`"))
		})?;
		service.check_volumes(compute)?;
		let count = keys.need("count")?.number(1..=u32::MAX)?;
		let (_, max_price) = placement.prices.get(profile_name).ok_or_else(|| {
			placement.pricing.error(format!("`{profile_name}` has no price; add token and amount"))
		})?;
		used.insert(profile_name);
		deployed.insert(name, Deployed { service, compute, count, max_price: *max_price });
	}
	let idle = services.values().map(|(field, _)| {
		(field, "this service is not deployed; add it to `deployment` or remove it")
	});
	let profiles = computes.iter().filter(|(name, _)| !used.contains(*name));
	let profiles = profiles.map(|(_, it)| (&it.field, "no service uses this profile; remove it"));
	let prices = placement.prices.iter().filter(|(name, _)| !used.contains(*name));
	let prices = prices.map(|(_, it)| (&it.0, "no service uses this price; remove it"));
	match idle.chain(profiles).chain(prices).next() {
		Some((field, message)) => Err(field.error(message)),
		None => Ok(deployed),
	}
}

fn total_price(deployed: &BTreeMap<&str, Deployed>, pricing: &Field) -> Result<u128, Error> {
	match deployed.values().try_fold(0u128, |sum, it| sum.checked_add(it.max_price)) {
		Some(0) => Err(pricing.error("an order costs at least the smallest unit; raise an amount")),
		Some(sum) => Ok(sum),
		None => Err(pricing.error("together this is more than an order can hold")),
	}
}
