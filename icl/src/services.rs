//! The `services` section: what a provider runs. It goes into the manifest as it is read here.

use crate::{
	compute::{Compute, Volume},
	field::{Field, Fields},
	Error,
};
use serde::Serialize;
use spheron_primitives::Mode;
use std::collections::{BTreeMap, BTreeSet};

/// A service, as the manifest has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Service<'a> {
	pub image: String,
	#[serde(skip_serializing_if = "Option::is_none")]
	pull_policy: Option<&'static str>,
	command: Vec<String>,
	args: Vec<String>,
	env: Vec<String>,
	expose: Vec<Expose>,
	params: Params<'a>,
	#[serde(skip_serializing_if = "Option::is_none")]
	credentials: Option<Credentials>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Expose {
	#[serde(skip_serializing_if = "Option::is_none")]
	port: Option<u16>,
	#[serde(rename = "as", skip_serializing_if = "Option::is_none")]
	exposed: Option<u16>,
	#[serde(skip_serializing_if = "Option::is_none")]
	port_range: Option<String>,
	#[serde(skip_serializing_if = "Option::is_none")]
	port_range_as: Option<String>,
	proto: &'static str,
	accept: Vec<String>,
	use_public_port: bool,
	to: Vec<To>,
	#[serde(skip_serializing_if = "Option::is_none")]
	http_options: Option<HttpOptions>,
}

/// Who may connect.
#[derive(Serialize)]
struct To {
	global: bool,
	#[serde(skip_serializing_if = "Option::is_none")]
	service: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HttpOptions {
	#[serde(flatten)]
	numbers: BTreeMap<&'static str, u32>,
	next_cases: Vec<String>,
}

#[derive(Serialize)]
struct Params<'a> {
	storage: BTreeMap<&'a str, Mount<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mount<'a> {
	mount: String,
	read_only: bool,
	#[serde(skip)]
	field: Field<'a>,
}

#[derive(Serialize)]
struct Credentials {
	host: String,
	#[serde(skip_serializing_if = "Option::is_none")]
	email: Option<String>,
	username: String,
	password: String,
}

impl<'a> Service<'a> {
	/// Reads one service of a file that has the services `names`.
	pub fn read(field: &Field<'a>, names: &BTreeSet<&str>, mode: Mode) -> Result<Self, Error> {
		let keys = field.fields(&[
			"image",
			"pull_policy",
			"expose",
			"env",
			"command",
			"args",
			"params",
			"credentials",
		])?;
		let texts = |key| keys.get(key).map_or(Ok(Vec::new()), |list| list.texts());
		let ports = keys.get("expose").map_or(Ok(Vec::new()), |list| list.list())?;
		Ok(Self {
			image: keys.need("image")?.text()?.into(),
			pull_policy: keys.get("pull_policy").map(|it| it.read(pull_policy)).transpose()?,
			command: texts("command")?,
			args: texts("args")?,
			env: texts("env")?,
			expose: ports
				.iter()
				.map(|it| Expose::read(it, names, mode))
				.collect::<Result<_, _>>()?,
			params: Params { storage: mounts(&keys)? },
			credentials: keys.get("credentials").map(|it| Credentials::read(&it)).transpose()?,
		})
	}

	/// Whether what this service mounts and what its compute profile has are the same volumes.
	pub fn check_volumes(&self, compute: &Compute<'a>) -> Result<(), Error> {
		let volumes = &compute.resources.storage;
		for (name, mount) in &self.params.storage {
			if volumes.iter().all(|volume| volume.name != *name) {
				let profile = &compute.field.path;
				return Err(mount.field.error(format!(
					"`{profile}` has no storage of this name; give one of its volumes `name: {name}`"
				)));
			}
		}
		match volumes.iter().find(|volume| self.is_lost(volume)) {
			Some(Volume { name, field, .. }) => Err(field.error(format!(
				"no service mounts this storage; add `params.storage.{name}.mount` to the service"
			))),
			None => Ok(()),
		}
	}

	/// Whether nothing can reach `volume`: persistent storage and shared memory must be mounted,
	/// anything else is the container's own disk.
	fn is_lost(&self, volume: &Volume<'a>) -> bool {
		(volume.is_persistent() || volume.is_ram())
			&& !self.params.storage.contains_key(volume.name.as_str())
	}
}

fn pull_policy(text: &str) -> Result<&'static str, String> {
	["Always", "IfNotPresent", "Never"]
		.into_iter()
		.find(|policy| policy.eq_ignore_ascii_case(text))
		.ok_or_else(|| format!("`{text}` is none of Always, IfNotPresent, Never"))
}

fn mounts<'a>(service: &Fields<'a>) -> Result<BTreeMap<&'a str, Mount<'a>>, Error> {
	let mut mounts = BTreeMap::<_, Mount>::new();
	let Some(params) = service.get("params") else { return Ok(mounts) };
	let Some(storage) = params.fields(&["storage"])?.get("storage") else { return Ok(mounts) };
	for (name, field) in storage.pairs()? {
		let keys = field.fields(&["mount", "readOnly"])?;
		let path = keys.need("mount")?;
		let mount = path.text()?.to_string();
		if !mount.starts_with('/') {
			return Err(path.error(format!("`{mount}` is not an absolute path; start it with `/`")));
		}
		if mounts.values().any(|other| other.mount == mount) {
			return Err(path.error(format!("`{mount}` is mounted twice; choose another path")));
		}
		let read_only = keys.get("readOnly").map_or(Ok(false), |it| it.truth())?;
		mounts.insert(name, Mount { mount, read_only, field });
	}
	Ok(mounts)
}

impl Expose {
	fn read(field: &Field, names: &BTreeSet<&str>, mode: Mode) -> Result<Self, Error> {
		let keys = field.fields(&[
			"port",
			"as",
			"port_range",
			"port_range_as",
			"proto",
			"accept",
			"use_public_port",
			"to",
			"http_options",
		])?;
		let port = keys.get("port").map(|it| it.number(1..=u16::MAX)).transpose()?;
		let exposed = keys.get("as").map(|it| it.number(1..=u16::MAX)).transpose()?.or(port);
		let (port_range, port_range_as) = port_ranges(&keys, mode)?;
		if port.is_none() {
			if let Some(alone) = keys.get("as") {
				return Err(alone.error("this needs the container's port; add `port`"));
			}
			if port_range.is_none() {
				keys.need("port")?;
			}
		}
		if mode == Mode::Fizz && matches!(exposed, Some(80 | 443)) {
			return Err(
				field.error("Fizz nodes cannot expose 80 or 443; choose another port in `as`")
			);
		}
		Ok(Self {
			port,
			exposed,
			port_range,
			port_range_as,
			proto: keys.get("proto").map_or(Ok("tcp"), |it| it.read(proto))?,
			accept: keys.get("accept").map_or(Ok(Vec::new()), |list| list.texts())?,
			use_public_port: keys.get("use_public_port").map_or(Ok(false), |it| it.truth())?,
			to: To::read_list(&keys.need("to")?, names)?,
			http_options: keys.get("http_options").map(|it| HttpOptions::read(&it)).transpose()?,
		})
	}
}

fn proto(text: &str) -> Result<&'static str, String> {
	["tcp", "udp"]
		.into_iter()
		.find(|proto| proto.eq_ignore_ascii_case(text))
		.ok_or_else(|| format!("`{text}` is neither tcp nor udp"))
}

/// The ranges of `port_range` and `port_range_as`, the second by default as the first.
fn port_ranges(keys: &Fields, mode: Mode) -> Result<(Option<String>, Option<String>), Error> {
	let Some(range) = keys.get("port_range") else {
		return match keys.get("port_range_as") {
			Some(alone) => Err(alone.error("this needs the container's ports; add `port_range`")),
			None => Ok((None, None)),
		};
	};
	if mode != Mode::Fizz {
		return Err(range.error("port ranges are for mode fizz; list the ports one by one"));
	}
	let (text, width) = range.read(port_range)?;
	let Some(exposed) = keys.get("port_range_as") else {
		return Ok((Some(text.clone()), Some(text)));
	};
	match exposed.read(port_range)? {
		(exposed, same) if same == width => Ok((Some(text), Some(exposed))),
		_ => Err(exposed.error(format!("this range is not as long as `port_range` ({text})"))),
	}
}

/// A range of ports and how many there are besides the first.
fn port_range(text: &str) -> Result<(String, u16), String> {
	let port = |text: &str| text.parse::<u16>().ok().filter(|port| *port > 0);
	text.split_once('-')
		.and_then(|(first, last)| Some((port(first)?, port(last)?)))
		.and_then(|(first, last)| Some((format!("{first}-{last}"), last.checked_sub(first)?)))
		.ok_or_else(|| format!("`{text}` is not a range of ports; write e.g. 8443-8445"))
}

impl To {
	/// Who may connect; someone must. An item that is only `global: false` says nothing of its own.
	fn read_list(field: &Field, names: &BTreeSet<&str>) -> Result<Vec<Self>, Error> {
		let items =
			field.list()?.iter().map(|it| Self::read(it, names)).collect::<Result<Vec<_>, _>>()?;
		let open: Vec<_> =
			items.into_iter().filter(|to| to.global || to.service.is_some()).collect();
		if open.is_empty() {
			return Err(field.error("nobody can connect; write `global: true` or name a service"));
		}
		Ok(open)
	}

	fn read(field: &Field, names: &BTreeSet<&str>) -> Result<Self, Error> {
		let keys = field.fields(&["global", "service"])?;
		let service = keys.get("service").map(|it| {
			it.read(|name| match names.contains(name) {
				true => Ok(name.to_string()),
				false => Err(format!("there is no service `{name}`; name one of `services`")),
			})
		});
		Ok(Self {
			global: keys.get("global").map_or(Ok(false), |it| it.truth())?,
			service: service.transpose()?,
		})
	}
}

impl HttpOptions {
	fn read(field: &Field) -> Result<Self, Error> {
		let keys = field.fields(&[
			"max_body_size",
			"read_timeout",
			"send_timeout",
			"next_tries",
			"next_timeout",
			"next_cases",
		])?;
		let mut numbers = BTreeMap::new();
		for (key, name) in [
			("max_body_size", "maxBodySize"),
			("read_timeout", "readTimeout"),
			("send_timeout", "sendTimeout"),
			("next_tries", "nextTries"),
			("next_timeout", "nextTimeout"),
		] {
			if let Some(number) = keys.get(key) {
				numbers.insert(name, number.number(0..=u32::MAX)?);
			}
		}
		let next_cases = keys.get("next_cases").map_or(Ok(Vec::new()), |list| list.texts())?;
		Ok(Self { numbers, next_cases })
	}
}

impl Credentials {
	fn read(field: &Field) -> Result<Self, Error> {
		let keys = field.fields(&["registry", "host", "email", "username", "password"])?;
		let host = match keys.either("registry", "host")? {
			Some(host) => host,
			None => keys.need("registry")?,
		};
		Ok(Self {
			host: host.text()?.into(),
			email: keys.get("email").map(|it| it.text().map(Into::into)).transpose()?,
			username: keys.need("username")?.text()?.into(),
			password: keys.need("password")?.text()?.into(),
		})
	}
}
