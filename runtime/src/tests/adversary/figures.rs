//! The figures of `docs/market.md` against those played. Where they differ, a test says how the document
//! ought to read.

use crate::tests::docs::passage;
use core::ops::Range;
use Figure::{About, Exactly};

/// A figure as it was played.
#[derive(Clone, Copy, Debug)]
pub enum Figure {
	/// Right to the last digit that is written.
	Exactly(f64),
	/// Right within a quarter, as weights are measured again and again.
	About(f64),
}

impl Figure {
	fn played(self) -> f64 {
		let (Exactly(played) | About(played)) = self;
		played
	}

	/// With as many decimals as `written`, and thousands set apart.
	fn written_like(self, written: &str) -> String {
		let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
		let plain = format!("{:.decimals$}", self.played());
		let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
		let groups = whole.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
		groups.collect::<Vec<_>>().join(" ") + fraction
	}

	fn is(self, written: &str) -> bool {
		match self {
			Exactly(_) => self.written_like(written) == written,
			About(played) => (0.75..=1.25).contains(&(played / value(written))),
		}
	}
}

fn value(written: &str) -> f64 {
	written.replace(' ', "").parse().expect("a number")
}

/// Where the numbers of `text` stand: digits, thousands set apart by spaces, decimals after a dot. Those of
/// a name, such as O2, are none.
fn numbers(text: &str) -> Vec<Range<usize>> {
	let text = text.as_bytes();
	let digits = |from: usize| {
		let rest = text.get(from..).unwrap_or_default();
		rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
	};
	let mut found = Vec::new();
	let mut at = 0;
	while at < text.len() {
		let start = at;
		at += digits(at);
		while at > start && text.get(at) == Some(&b' ') && digits(at + 1) == 3 {
			at += 4;
		}
		if at > start && text.get(at) == Some(&b'.') && digits(at + 1) > 0 {
			at += 1 + digits(at + 1);
		}
		let in_a_name = start > 0 && text[start - 1].is_ascii_alphabetic();
		match at > start {
			true if in_a_name => {}
			true => found.push(start..at),
			false => at += 1,
		}
	}
	found
}

/// `passage` with `figures` in place of its numbers, if they are not what it says.
fn corrected(passage: &str, figures: &[Figure]) -> Option<String> {
	let numbers = numbers(passage);
	if numbers.len() != figures.len() {
		return Some(format!("{passage}\n(has {} numbers, not {figures:?})", numbers.len()));
	}
	if numbers.iter().zip(figures).all(|(at, figure)| figure.is(&passage[at.clone()])) {
		return None;
	}
	let (mut text, mut end) = (String::new(), 0);
	for (at, figure) in numbers.into_iter().zip(figures) {
		text += &passage[end..at.start];
		text += &figure.written_like(&passage[at.clone()]);
		end = at.end;
	}
	Some(text + &passage[end..])
}

/// The numbers in each passage of the document that says such a phrase are, one after the other, the
/// figures beside it.
#[track_caller]
pub fn assert_stated<'a>(stated: impl IntoIterator<Item = (&'a str, Vec<Figure>)>) {
	let stale: Vec<_> = stated
		.into_iter()
		.filter_map(|(phrase, figures)| corrected(passage(phrase), &figures))
		.collect();
	assert!(
		stale.is_empty(),
		"docs/market.md is out of date. As played:\n\n{}\n",
		stale.join("\n")
	);
}

#[test]
fn numbers_are_read_as_the_document_writes_them() {
	let text = "Of 1 560 orders (O2), at 0.030 SPON: $1 550. All 3 in 24 h, L1 and 12 345.5";
	let found: Vec<_> = numbers(text).into_iter().map(|at| &text[at]).collect();
	assert_eq!(found, ["1 560", "0.030", "1 550", "3", "24", "12 345.5"]);
}

#[test]
fn a_passage_is_corrected_where_it_is_out_of_date() {
	let says = |figures: &[Figure]| corrected("| 2 000 at 0.030, not 0.1 |", figures);
	assert_eq!(says(&[About(2_400.0), About(0.024), Exactly(0.096)]), None);
	assert_eq!(
		says(&[About(12_600.4), About(0.03), Exactly(0.1)]).as_deref(),
		Some("| 12 600 at 0.030, not 0.1 |")
	);
	assert!(says(&[About(2_000.0), About(0.03), Exactly(0.2)]).is_some());
	assert!(says(&[About(2_000.0), About(0.03)]).is_some());
}
