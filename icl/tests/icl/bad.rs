//! What an order cannot say is refused. Each file in `files/bad` is wrong on the one line that ends
//! in `#!` and the message.

use crate::*;
use proptest::prelude::*;

#[test]
fn every_refusal_names_its_line_and_what_to_do() {
	let files = yaml_files(&crate_dir().join("tests/files/bad"));
	assert!(files.len() > 100);
	for path in files {
		let text = read(&path);
		let (before, rest) = text.split_once("#! ").expect("the line is marked");
		let line = before.lines().count();
		let message = rest.lines().next().unwrap().to_string();
		assert_eq!(convert(&text), Err(Error { line, message }), "{}", path.display());
	}
}

#[test]
fn an_empty_file_is_refused() {
	for text in ["", "\n# nothing\n", "~", "just words", "[]"] {
		assert_eq!(convert(text).unwrap_err().line, 1, "{text}");
	}
}

proptest! {
	#[test]
	fn no_text_panics(text in "\\PC{0,300}") {
		let _ = convert(&text);
	}

	/// A good file with a line replaced, cut short or doubled is converted or refused, and a
	/// refusal is of a line that there is.
	#[test]
	fn no_edit_of_a_good_file_panics(
		at in 0usize..100,
		cut in 0usize..40,
		with in "[ -]{0,8}[a-z0-9~&*!{\\[\"'.]{0,6}:? ?[a-z0-9.~&*\\]}\"']{0,6}",
	) {
		let text = good("everything.yaml");
		let mut lines: Vec<String> = text.lines().map(Into::into).collect();
		let at = at % lines.len();
		let cut = lines[at].char_indices().nth(cut).map_or(lines[at].len(), |(i, _)| i);
		for edit in [lines[at][..cut].to_string(), with, format!("{0}\n{0}", lines[at])] {
			let before = std::mem::replace(&mut lines[at], edit);
			let text = lines.join("\n");
			if let Err(error) = convert(&text) {
				prop_assert!((1..=text.lines().count() + 1).contains(&error.line));
			}
			lines[at] = before;
		}
	}
}
