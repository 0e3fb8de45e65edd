//! A value of the file together with where it stands, and the questions a converter asks of it.

use crate::{
	yaml::{Entry, Node, Value},
	Error,
};
use std::{fmt::Display, ops::RangeInclusive, str::FromStr};

/// A value, its line and its path: `profiles.compute.web`.
#[derive(Clone)]
pub(crate) struct Field<'a> {
	pub path: String,
	pub line: usize,
	node: &'a Node,
}

/// The keys of a mapping, all of them known.
pub(crate) struct Fields<'a> {
	field: Field<'a>,
	entries: &'a [Entry],
}

impl<'a> Field<'a> {
	/// The whole file.
	pub fn root(node: &'a Node) -> Self {
		Self { path: String::new(), line: node.line, node }
	}

	fn entry(&self, entry: &'a Entry) -> Self {
		let dot = if self.path.is_empty() { "" } else { "." };
		Self {
			path: format!("{}{dot}{}", self.path, entry.key),
			line: entry.line,
			node: &entry.node,
		}
	}

	/// A refusal of this value.
	pub fn error(&self, message: impl AsRef<str>) -> Error {
		let line = match self.node.value {
			// A scalar may stand below its key; of a mapping or list the key is the better place.
			Value::Scalar(_) => self.node.line,
			_ => self.line,
		};
		match self.path.as_str() {
			"" => Error::new(line, message.as_ref()),
			path => Error::new(line, format!("`{path}`: {}", message.as_ref())),
		}
	}

	/// Whether nothing stands here.
	pub fn is_empty(&self) -> bool {
		matches!(self.node.value, Value::Empty)
	}

	/// Whether a list stands here.
	pub fn is_list(&self) -> bool {
		matches!(self.node.value, Value::List(_))
	}

	/// A text; not empty.
	pub fn text(&self) -> Result<&'a str, Error> {
		match self.any_text()? {
			"" => Err(self.error("this is empty; write a value")),
			text => Ok(text),
		}
	}

	/// A text, possibly `""`.
	pub fn any_text(&self) -> Result<&'a str, Error> {
		match &self.node.value {
			Value::Scalar(text) => Ok(text),
			Value::Empty => Err(self.error("this is empty; write a value")),
			Value::List(_) => {
				Err(self
					.error("a single value is expected here, not a list; quote it if it is a text"))
			}
			Value::Map(_) => {
				let message =
					"a single value is expected here, not a mapping; quote it if it is a text";
				Err(self.error(message))
			}
		}
	}

	/// A text that `read` understands.
	pub fn read<T>(&self, read: impl FnOnce(&str) -> Result<T, String>) -> Result<T, Error> {
		read(self.text()?).map_err(|message| self.error(message))
	}

	/// A whole number of `range`.
	pub fn number<N>(&self, range: RangeInclusive<N>) -> Result<N, Error>
	where
		N: FromStr + PartialOrd + Display,
	{
		self.read(|text| match text.parse() {
			Ok(number) if range.contains(&number) => Ok(number),
			_ => {
				let (least, most) = (range.start(), range.end());
				Err(format!("`{text}` is not a whole number from {least} to {most}"))
			}
		})
	}

	/// `true` or `false`.
	pub fn truth(&self) -> Result<bool, Error> {
		self.read(|text| match text.to_ascii_lowercase().as_str() {
			"true" => Ok(true),
			"false" => Ok(false),
			_ => Err(format!("`{text}` is neither true nor false")),
		})
	}

	/// The items of a list.
	pub fn list(&self) -> Result<Vec<Self>, Error> {
		match &self.node.value {
			Value::List(items) => Ok(items
				.iter()
				.enumerate()
				.map(|(i, node)| Self {
					path: format!("{}[{i}]", self.path),
					line: node.line,
					node,
				})
				.collect()),
			_ => Err(self.error("a list is expected here: lines that start with `- `")),
		}
	}

	/// The texts of a list.
	pub fn texts(&self) -> Result<Vec<String>, Error> {
		self.list()?.iter().map(|item| item.any_text().map(Into::into)).collect()
	}

	/// One value or the items of a list.
	pub fn one_or_more(&self) -> Result<Vec<Self>, Error> {
		if self.is_list() {
			self.list()
		} else {
			Ok(vec![self.clone()])
		}
	}

	/// The names that a mapping gives, with what stands under each.
	pub fn pairs(&self) -> Result<Vec<(&'a str, Self)>, Error> {
		match &self.node.value {
			Value::Map(entries) => {
				Ok(entries.iter().map(|entry| (entry.key.as_str(), self.entry(entry))).collect())
			}
			_ => Err(self.error("names with their settings are expected here: `name: ...`")),
		}
	}

	/// The names that a mapping gives, at least one.
	pub fn named(&self) -> Result<Vec<(&'a str, Self)>, Error> {
		match self.pairs()? {
			none if none.is_empty() => Err(self.error("this is empty; write `name: ...` below it")),
			named => Ok(named),
		}
	}

	/// A mapping with keys out of `known`. Every key that is read must be in that list and every
	/// one of the list must be read, so that nothing of the file is dropped.
	pub fn fields(&self, known: &[&str]) -> Result<Fields<'a>, Error> {
		let entries: &[Entry] = match &self.node.value {
			Value::Map(entries) => entries,
			_ => {
				let message = format!("settings are expected here, out of: {}", known.join(", "));
				return Err(self.error(message));
			}
		};
		match entries.iter().find(|entry| !known.contains(&entry.key.as_str())) {
			Some(entry) => Err(self.entry(entry).error(format!(
				"this key is not known here; remove it or write one of: {}",
				known.join(", ")
			))),
			None => Ok(Fields { field: self.clone(), entries }),
		}
	}
}

impl<'a> Fields<'a> {
	/// What stands under `key`, if anything.
	pub fn get(&self, key: &str) -> Option<Field<'a>> {
		self.key(key).filter(|field| !field.is_empty())
	}

	/// What stands under `key`, even if that is nothing.
	pub fn key(&self, key: &str) -> Option<Field<'a>> {
		self.entries.iter().find(|entry| entry.key == key).map(|entry| self.field.entry(entry))
	}

	/// What stands under `key`, which must be there.
	pub fn need(&self, key: &str) -> Result<Field<'a>, Error> {
		match self.key(key) {
			Some(field) if field.is_empty() => Err(field.error("this is empty; write a value")),
			Some(field) => Ok(field),
			None => Err(self.field.error(format!("`{key}` is missing here; add it"))),
		}
	}

	/// What stands under one of two keys that mean the same, if anything.
	pub fn either(&self, key: &str, other: &str) -> Result<Option<Field<'a>>, Error> {
		match (self.get(key), self.get(other)) {
			(Some(_), Some(field)) => {
				Err(field.error(format!("this says the same as `{key}`; keep one of the two")))
			}
			(one, two) => Ok(one.or(two)),
		}
	}
}
