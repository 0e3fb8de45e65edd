//! The `profiles.compute` section: what one replica of a service needs.

use crate::{field::Field, quantity, requirements::Requirements, Error};
use serde::Serialize;
use spheron_primitives::{resources::Gpus, GpuModel};
use std::collections::BTreeMap;

/// A compute profile.
pub(crate) struct Compute<'a> {
	pub field: Field<'a>,
	pub resources: Resources<'a>,
	/// RAM and shared memory together.
	pub ram_mib: u32,
	/// All other volumes together.
	pub storage_gib: u32,
	pub gpu: Option<Gpus>,
}

/// What a replica needs, exactly as it was written; this is what the manifest has.
#[derive(Serialize)]
pub(crate) struct Resources<'a> {
	pub cpu: Cpu,
	memory: Memory,
	pub storage: Vec<Volume<'a>>,
	#[serde(skip_serializing_if = "Option::is_none")]
	gpu: Option<Gpu>,
}

#[derive(Serialize)]
pub(crate) struct Cpu {
	pub millis: u32,
	attributes: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Memory {
	bytes: u64,
}

/// A volume.
#[derive(Serialize)]
pub(crate) struct Volume<'a> {
	pub name: String,
	bytes: u64,
	attributes: BTreeMap<&'a str, String>,
	#[serde(skip)]
	pub field: Field<'a>,
}

#[derive(Serialize)]
struct Gpu {
	vendor: &'static str,
	model: String,
	count: u32,
	attributes: BTreeMap<&'static str, String>,
}

impl<'a> Compute<'a> {
	/// Reads one profile and notes what it requires of a provider.
	pub fn read(field: &Field<'a>, required: &mut Requirements) -> Result<Self, Error> {
		let resources = field.fields(&["resources"])?.need("resources")?;
		let keys = resources.fields(&["cpu", "memory", "storage", "gpu"])?;
		let cpu = Cpu::read(&keys.need("cpu")?, required)?;
		let memory = keys.need("memory")?;
		let size = memory.fields(&["size"])?.need("size")?;
		let bytes = size.read(quantity::bytes)?;
		let storage = keys.need("storage")?;
		let volumes = Volume::read_list(&storage, required)?;
		let gpu = match keys.get("gpu") {
			Some(gpu) => Gpu::read(&gpu, required)?,
			None => None,
		};
		let sum = |ram| {
			let mut of_kind = volumes.iter().filter(|volume| volume.is_ram() == ram);
			of_kind.try_fold(0u64, |sum, volume| sum.checked_add(volume.bytes))
		};
		let too_much = "this is more than an order can hold; ask for less";
		let ram_mib = sum(true)
			.and_then(|shared| quantity::mib(shared.checked_add(bytes)?))
			.ok_or_else(|| size.error(too_much))?;
		let storage_gib =
			sum(false).and_then(quantity::gib).ok_or_else(|| storage.error(too_much))?;
		let (gpu, gpus) = gpu.unzip();
		Ok(Self {
			field: field.clone(),
			resources: Resources { cpu, memory: Memory { bytes }, storage: volumes, gpu },
			ram_mib,
			storage_gib,
			gpu: gpus,
		})
	}
}

impl Cpu {
	fn read(field: &Field, required: &mut Requirements) -> Result<Self, Error> {
		let keys = field.fields(&["units", "attributes"])?;
		let millis = keys.need("units")?.read(quantity::vcpu_millis)?;
		let mut attributes = BTreeMap::new();
		if let Some(arch) = match keys.get("attributes") {
			Some(field) => field.fields(&["arch"])?.get("arch"),
			None => None,
		} {
			for (key, value, field) in architecture(&arch)? {
				required.add(&format!("cpu/{key}"), &value, &field)?;
				attributes.insert(key, value);
			}
		}
		Ok(Self { millis, attributes })
	}
}

/// `amd64`, or `arm64:` with at most one `- model: m3pro` under it.
fn architecture<'a>(arch: &Field<'a>) -> Result<Vec<(&'static str, String, Field<'a>)>, Error> {
	if let Ok(name) = arch.text() {
		return Ok(vec![("arch", name.into(), arch.clone())]);
	}
	let [(name, models)] = <[_; 1]>::try_from(arch.named()?)
		.map_err(|_| arch.error("an order names one architecture; keep one"))?;
	let mut found = vec![("arch", name.to_string(), models.clone())];
	if !models.is_empty() {
		if let Some(model) = only(&models, "CPU model")? {
			let model = model.fields(&["model"])?.need("model")?;
			found.push(("model", model.text()?.into(), model));
		}
	}
	Ok(found)
}

/// The item of a list that has at most one.
fn only<'a>(list: &Field<'a>, what: &str) -> Result<Option<Field<'a>>, Error> {
	let mut items = list.list()?.into_iter();
	match (items.next(), items.next()) {
		(_, Some(second)) => Err(second.error(format!(
			"an order names one {what}, so alternatives cannot be offered; keep one"
		))),
		(first, None) => Ok(first),
	}
}

impl<'a> Volume<'a> {
	/// Whether it outlives a restart.
	pub fn is_persistent(&self) -> bool {
		self.attributes.get("persistent").is_some_and(|value| value == "true")
	}

	/// Whether it is shared memory.
	pub fn is_ram(&self) -> bool {
		self.attributes.get("class").is_some_and(|class| class == "ram")
	}

	fn read_list(storage: &Field<'a>, required: &mut Requirements) -> Result<Vec<Self>, Error> {
		let mut volumes = Vec::<Self>::new();
		for field in storage.one_or_more()? {
			let volume = Self::read(&field, required)?;
			if volumes.iter().any(|other| other.name == volume.name) {
				let name = &volume.name;
				return Err(field.error(format!(
					"there is already a volume `{name}`; give each its own `name`"
				)));
			}
			volumes.push(volume);
		}
		if volumes.is_empty() {
			return Err(storage.error("this is empty; write `- size: 10Gi`"));
		}
		Ok(volumes)
	}

	fn read(field: &Field<'a>, required: &mut Requirements) -> Result<Self, Error> {
		let keys = field.fields(&["name", "size", "attributes"])?;
		let bytes = keys.need("size")?.read(quantity::bytes)?;
		let name = keys.get("name").map(|name| name.text()).transpose()?;
		let mut attributes = BTreeMap::new();
		let given = keys.get("attributes").map_or(Ok(Vec::new()), |it| it.pairs())?;
		for (key, value) in &given {
			let text = match *key {
				"persistent" => value.truth()?.to_string(),
				_ => value.text()?.to_string(),
			};
			attributes.insert(*key, text);
		}
		let volume = Self {
			name: name.unwrap_or("default").into(),
			bytes,
			attributes,
			field: field.clone(),
		};
		if volume.is_ram() && volume.is_persistent() {
			return Err(field.error("shared memory (class ram) cannot be persistent; choose one"));
		}
		if name.is_none() && (volume.is_ram() || volume.is_persistent()) {
			return Err(field.error("storage that a service mounts needs a `name`; add it"));
		}
		for (key, value) in given {
			match (key, volume.attributes.get(key).map_or("", String::as_str)) {
				("persistent", "false") => {}
				("class", "ram") => required.add("storage/ram", "true", &value)?,
				(_, text) => required.add(&format!("storage/{key}"), text, &value)?,
			}
		}
		Ok(volume)
	}
}

impl Gpu {
	/// The GPUs as the manifest and as the order have them; `None` for 0.
	fn read(field: &Field, required: &mut Requirements) -> Result<Option<(Self, Gpus)>, Error> {
		let keys = field.fields(&["units", "attributes"])?;
		let count = keys.need("units")?.number(0..=u32::MAX)?;
		if count == 0 {
			return match keys.get("attributes") {
				Some(of) => Err(of.error("0 GPUs have no attributes; remove them or ask for GPUs")),
				None => Ok(None),
			};
		}
		let keys = keys.need("attributes")?.fields(&["vendor", "req_vram"])?;
		if let Some(share) = keys.get("req_vram") {
			return Err(
				share.error("an order cannot ask for a share of a GPU's memory; remove this")
			);
		}
		let model = gpu_model(&keys.need("vendor")?)?;
		let keys = model.fields(&["model", "ram", "interface"])?;
		let model = keys.need("model")?;
		let name = model.text()?;
		let mut attributes = BTreeMap::new();
		for key in ["ram", "interface"] {
			if let Some(value) = keys.get(key) {
				let text = value.text()?;
				required.add(&format!("gpu/{name}/{key}"), text, &value)?;
				attributes.insert(key, text.to_string());
			}
		}
		let id = GpuModel::try_from(name.as_bytes().to_vec())
			.map_err(|_| model.error("a GPU model has at most 32 bytes; shorten it"))?;
		let gpu = Self { vendor: "nvidia", model: name.into(), count, attributes };
		Ok(Some((gpu, Gpus { model: id, count })))
	}
}

/// The one model of the one vendor.
fn gpu_model<'a>(vendor: &Field<'a>) -> Result<Field<'a>, Error> {
	let mut models = None;
	for (name, field) in vendor.named()? {
		if name != "nvidia" {
			return Err(field.error("only nvidia GPUs are listed; write `nvidia` with a model"));
		}
		models = Some(field);
	}
	let none =
		"an order names one GPU model, so any GPU cannot be asked for; add `- model: rtx4090`";
	match models {
		Some(models) if !models.is_empty() => {
			only(&models, "GPU model")?.ok_or_else(|| models.error(none))
		}
		models => Err(models.unwrap_or_else(|| vendor.clone()).error(none)),
	}
}
