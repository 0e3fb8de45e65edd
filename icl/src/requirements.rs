//! The attributes that a provider must have to serve the order.

use crate::{field::Field, Error};
use spheron_primitives::{
	order::MAX_REQUIRED_ATTRIBUTES,
	provider::{AttributeKey, AttributeValue},
	Attributes,
};

/// Required attributes, each with the line that asked for it first.
#[derive(Default)]
pub(crate) struct Requirements {
	attributes: Attributes<MAX_REQUIRED_ATTRIBUTES>,
	lines: Vec<(AttributeKey, usize)>,
}

impl Requirements {
	/// Requires `key` = `value`, which `field` asks for.
	pub fn add(&mut self, key: &str, value: &str, field: &Field) -> Result<(), Error> {
		let name = AttributeKey::try_from(key.as_bytes().to_vec()).map_err(|_| {
			field.error(format!(
				"it requires the attribute `{key}`, a name longer than the 32 bytes one can have"
			))
		})?;
		let text = AttributeValue::try_from(value.as_bytes().to_vec()).map_err(|_| {
			field
				.error(format!("the value of attribute `{key}` has more than 64 bytes; shorten it"))
		})?;
		match self.attributes.get(&name) {
			Some(known) if *known == text => return Ok(()),
			Some(known) => {
				let line = self.lines.iter().find(|(known, _)| *known == name).map_or(0, |it| it.1);
				return Err(field.error(format!(
					"it requires attribute `{key}` = `{value}`, but line {line} requires `{}`; a \
					provider has one value of each, so use the same",
					String::from_utf8_lossy(known)
				)));
			}
			None => {}
		}
		self.lines.push((name.clone(), field.line));
		self.attributes.try_insert(name, text).map(|_| ()).map_err(|_| {
			field.error(format!(
				"an order requires at most {MAX_REQUIRED_ATTRIBUTES} attributes; require less"
			))
		})
	}

	/// The attributes.
	pub fn into_attributes(self) -> Attributes<MAX_REQUIRED_ATTRIBUTES> {
		self.attributes
	}
}
