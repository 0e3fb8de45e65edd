//! YAML text to a tree in which every value keeps its line and every scalar the text it was
//! written with. Anchors, aliases and merge keys (`<<`) are resolved.

use crate::Error;
use granit_parser::{Event, Options, Parser, ScalarStyle, StrInput, Tag};
use std::{borrow::Cow, collections::HashMap};

/// Most bytes of a file, and of what its aliases expand to.
const MAX_SIZE: usize = 256 * 1_024;

/// A value and the line it stands on.
#[derive(Clone)]
pub(crate) struct Node {
	pub line: usize,
	pub value: Value,
}

/// What a node holds.
#[derive(Clone)]
pub(crate) enum Value {
	/// Nothing, `~` or `null`.
	Empty,
	/// A text, number or truth value.
	Scalar(String),
	/// A sequence.
	List(Vec<Node>),
	/// A mapping, each key once, in the order of the file.
	Map(Vec<Entry>),
}

/// One key of a mapping.
#[derive(Clone)]
pub(crate) struct Entry {
	pub key: String,
	pub line: usize,
	pub node: Node,
}

/// Reads the one document of `text`.
pub(crate) fn parse(text: &str) -> Result<Node, Error> {
	if text.len() > MAX_SIZE {
		return Err(Error::new(1, too_large()));
	}
	let mut options = Options::default();
	options.set_emit_comments(false);
	let events = Parser::new_from_str_with_options(text, options);
	Loader { events, anchors: HashMap::new(), used: 0, line: 1 }.document()
}

fn too_large() -> String {
	format!("the file is too large: at most {MAX_SIZE} bytes, with its aliases written out")
}

struct Loader<'input> {
	events: Parser<'input, StrInput<'input>>,
	/// Finished anchored nodes, each with its size.
	anchors: HashMap<usize, (Node, usize)>,
	/// Size of everything made so far: keeps aliases of aliases from growing without bound.
	used: usize,
	/// Where the last event stood.
	line: usize,
}

impl<'input> Loader<'input> {
	fn document(mut self) -> Result<Node, Error> {
		let mut root = None;
		loop {
			match self.next()? {
				Event::StreamEnd => break,
				Event::DocumentStart(..) if root.is_some() => {
					return Err(
						self.error("a second document starts here; a file holds one deployment")
					)
				}
				Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
				event => root = Some(self.node(event)?),
			}
		}
		root.ok_or_else(|| Error::new(1, "the file is empty; write a deployment"))
	}

	fn next(&mut self) -> Result<Event<'input>, Error> {
		match self.events.next() {
			Some(Ok((event, span))) => {
				self.line = span.start.line().max(1);
				Ok(event)
			}
			Some(Err(error)) => {
				let line = error.marker().line().max(1);
				Err(Error::new(line, format!("this is not valid YAML: {}", error.info())))
			}
			None => Err(self.error("this is not valid YAML: the text ends too early")),
		}
	}

	fn node(&mut self, event: Event<'input>) -> Result<Node, Error> {
		let (line, before) = (self.line, self.used);
		self.spend(1)?;
		let (anchor, value) = match event {
			Event::Scalar(text, style, anchor, tag) => {
				self.spend(text.len())?;
				self.check(&tag)?;
				let is_plain = style == ScalarStyle::Plain && tag.is_none();
				let is_empty = is_plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
				(anchor, if is_empty { Value::Empty } else { Value::Scalar(text.into_owned()) })
			}
			Event::SequenceStart(_, anchor, tag) => {
				self.check(&tag)?;
				let mut items = Vec::new();
				loop {
					match self.next()? {
						Event::SequenceEnd => break,
						event => items.push(self.node(event)?),
					}
				}
				(anchor, Value::List(items))
			}
			Event::MappingStart(_, anchor, tag) => {
				self.check(&tag)?;
				(anchor, Value::Map(self.entries()?))
			}
			Event::Alias(id) => {
				let Some((node, size)) = self.anchors.get(&id).cloned() else {
					return Err(self.error("this alias stands inside its own anchor"));
				};
				self.spend(size)?;
				return Ok(node);
			}
			_ => return Err(self.error("this is not valid YAML: a value was expected")),
		};
		let node = Node { line, value };
		if anchor != 0 {
			let size = self.used.saturating_sub(before);
			self.spend(size)?;
			self.anchors.insert(anchor, (node.clone(), size));
		}
		Ok(node)
	}

	fn entries(&mut self) -> Result<Vec<Entry>, Error> {
		let (mut entries, mut merged) = (Vec::<Entry>::new(), Vec::new());
		loop {
			let key = match self.next()? {
				Event::MappingEnd => break,
				event => self.node(event)?,
			};
			let (line, Value::Scalar(key)) = (key.line, key.value) else {
				return Err(Error::new(key.line, "a key must be a word"));
			};
			let event = self.next()?;
			let mut node = self.node(event)?;
			if matches!(node.value, Value::Empty) {
				// Nothing stands where its key stands, wherever the parser ran on to.
				node.line = line;
			}
			if key == "<<" {
				merged.push((line, node));
			} else if let Some(first) = entries.iter().find(|entry| entry.key == key) {
				let message = format!("`{key}` already stands on line {}; keep one", first.line);
				return Err(Error::new(line, message));
			} else {
				entries.push(Entry { key, line, node });
			}
		}
		for (line, node) in merged {
			merge(&mut entries, line, node)?;
		}
		Ok(entries)
	}

	/// A tag that would change what a value means is refused.
	fn check(&self, tag: &Option<Cow<'input, Tag>>) -> Result<(), Error> {
		match tag {
			Some(tag) if tag.is_custom() => {
				Err(self
					.error(format!("the tag `{}` is not known here; remove it", tag.original())))
			}
			_ => Ok(()),
		}
	}

	fn spend(&mut self, size: usize) -> Result<(), Error> {
		self.used = self.used.saturating_add(size);
		if self.used > 2 * MAX_SIZE {
			return Err(self.error(too_large()));
		}
		Ok(())
	}

	fn error(&self, message: impl Into<String>) -> Error {
		Error::new(self.line, message)
	}
}

/// Adds the keys of a merged mapping, or of a list of them, that are not there yet.
fn merge(entries: &mut Vec<Entry>, line: usize, node: Node) -> Result<(), Error> {
	match node.value {
		Value::Map(more) => {
			for entry in more {
				if entries.iter().all(|known| known.key != entry.key) {
					entries.push(entry);
				}
			}
			Ok(())
		}
		Value::List(nodes) if nodes.iter().all(|node| matches!(node.value, Value::Map(_))) => {
			nodes.into_iter().try_for_each(|node| merge(entries, line, node))
		}
		_ => Err(Error::new(line, "`<<` merges a mapping; write an alias of one: `<<: *name`")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn map(text: &str) -> Vec<Entry> {
		match parse(text).map(|node| node.value) {
			Ok(Value::Map(entries)) => entries,
			Ok(_) => panic!("not a mapping"),
			Err(error) => panic!("{error}"),
		}
	}

	fn refusal(text: &str) -> (usize, String) {
		let error = parse(text).err().expect("refused");
		(error.line, error.message)
	}

	fn scalar(entry: &Entry) -> &str {
		match &entry.node.value {
			Value::Scalar(text) => text,
			_ => panic!("not a scalar"),
		}
	}

	#[test]
	fn scalars_keep_their_text_and_line() {
		let entries = map("a: 0.10\n# note\nb: '1'\nc:\nd: \"~\"\n");
		assert_eq!((scalar(&entries[0]), entries[0].line), ("0.10", 1));
		assert_eq!((scalar(&entries[1]), entries[1].node.line), ("1", 3));
		assert!(matches!(entries[2].node, Node { line: 4, value: Value::Empty }));
		assert_eq!(scalar(&entries[3]), "~");
	}

	#[test]
	fn aliases_and_merge_keys_are_resolved() {
		let entries = map("base: &b {x: 1, y: 2}\nuse: *b\nmore:\n  <<: *b\n  y: 3\n");
		let Value::Map(more) = &entries[2].node.value else { panic!("not a mapping") };
		assert_eq!((more[0].key.as_str(), scalar(&more[0])), ("y", "3"));
		assert_eq!((more[1].key.as_str(), scalar(&more[1])), ("x", "1"));
		assert!(matches!(entries[1].node.value, Value::Map(_)));
	}

	#[test]
	fn what_is_not_one_tidy_document_is_refused_on_its_line() {
		assert_eq!(refusal("").0, 1);
		assert_eq!(
			refusal("a: 1\nb: 2\na: 3\n"),
			(3, "`a` already stands on line 1; keep one".into())
		);
		assert!(refusal("a: 1\n---\nb: 2\n").1.contains("second document"));
		assert!(refusal("a: &x\n  - *x\n").1.contains("its own anchor"));
		assert_eq!(refusal("a: 1\nb: *nowhere\n").0, 2);
		assert_eq!(refusal("a: 1\nb: [1\nc: 2\n").0, 3);
		assert_eq!(refusal("a: 1\n? [x]\n: 2\n"), (2, "a key must be a word".into()));
		assert_eq!(refusal("a: 1\nb: !secret x\n").0, 2);
		assert_eq!(refusal("a: 1\n<<: 2\n").0, 2);
		assert!(refusal(&"x".repeat(MAX_SIZE + 1)).1.contains("too large"));
	}

	#[test]
	fn aliases_of_aliases_do_not_grow_without_bound() {
		let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
		for i in 1..12 {
			let alias = format!("*a{}, ", i - 1).repeat(10);
			text.push_str(&format!("a{i}: &a{i} [{alias}]\n"));
		}
		assert!(refusal(&text).1.contains("too large"));
	}

	#[test]
	fn deep_nesting_is_refused_not_overflown() {
		assert!(parse(&"[".repeat(100_000)).is_err());
		assert!(parse(&"- ".repeat(100_000)).is_err());
	}

	proptest! {
		#[test]
		fn no_text_panics(text in "\\PC{0,200}", yaml in "[-a&*:?!<{}\\[\\],'\"|>~# \n]{0,200}") {
			let _ = (parse(&text), parse(&yaml));
		}
	}
}
